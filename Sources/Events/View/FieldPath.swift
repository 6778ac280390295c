/// The name of a field, taken apart once for whoever reads it off many events.
package struct FieldPath: Sendable, Hashable {
  /// As people type it; dots lead into nested objects.
  package let name: String
  /// The name as a whole, which comes first.
  fileprivate let whole: Step
  /// The parts between its dots; none where it has no dot.
  fileprivate let steps: [Step]

  /// A key on the way, with its number where it is well known.
  fileprivate struct Step: Sendable, Hashable {
    let name: String
    let key: Key?

    init(_ name: String) {
      self.name = name
      key = Key(spelling: name)
    }
  }

  package init(_ name: String) {
    self.name = name
    whole = Step(name)
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    steps = parts.count > 1 ? parts.map { Step(String($0)) } : []
  }

  /// The well-known key that it is, where it is nothing else: what the line does not have under that
  /// key, it does not have.
  package var key: Key? { steps.isEmpty ? whole.key : nil }

  package static func == (left: FieldPath, right: FieldPath) -> Bool {
    Label(left.name) == Label(right.name)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(Label(name)) }
}

extension Event {
  /// The value of a field, as `view(named:)` finds it. Nil if it is nowhere, or null.
  @_lifetime(copy self)
  package func view(at path: FieldPath) -> JSONView? {
    if let field = field(path.whole) {
      return field.kind == .null ? nil : view(of: field)
    }
    guard let first = path.steps.first, let field = field(first) else { return nil }
    var view = view(of: field)
    for step in path.steps.dropFirst() {
      guard let inner = view.member(step.name) else { return nil }
      view = inner
    }
    return view.isNull ? nil : view
  }

  private func field(_ step: FieldPath.Step) -> Field? {
    guard let key = step.key else { return field(named: step.name) }
    return present.contains(key) ? field(key) : nil
  }
}

extension Event {
  /// Whether its name is what stands under `event`, as a text that is not empty.
  @inlinable
  package var isNamedByEvent: Bool { nameRank == 1 || nameRank == 0 && hasNameUnderEvent }

  @usableFromInline
  var hasNameUnderEvent: Bool {
    guard present.contains(.event), let field = field(.event) else { return false }
    return field.kind == .string && field.valueLength > 0
  }
}
