package import TLM

/// What every event that meets a condition has in common, as far as an index can find events by it.
///
/// It is only ever less than the condition asks: the events that are found are held against it.
package struct IndexHints: Sendable, Equatable {
  /// What a value stands under in an index.
  enum Slot: Hashable, Sendable {
    case name
    /// A key that ties events together, by its canonical name.
    case key(String)
    /// Any other field; whether it is indexed, the store's settings say.
    case field(String)
  }

  /// The texts of which one must be there.
  private(set) var values: [Slot: Set<Label>] = [:]
  /// At or after this instant.
  private(set) var since: Timestamp?
  /// Before this instant.
  private(set) var until: Timestamp?

  init() {}

  package init(_ expression: Expression) {
    guard let condition = expression.condition else { return }
    switch condition {
    case .comparison(let left, let comparison, let right):
      compare(left, comparison, right.constant)
      compare(right, comparison.mirrored, left.constant)
    case .member(let value, let members):
      let texts = members.compactMap(Self.text)
      if let slot = Self.slot(of: value), texts.count == members.count {
        values[slot] = Set(texts)
      }
    case .all(let parts): self = parts.map { IndexHints($0) }.reduce(IndexHints()) { $0.and($1) }
    case .any(let parts):
      let hints = parts.map { IndexHints($0) }
      self = hints.dropFirst().reduce(hints.first ?? IndexHints()) { $0.or($1) }
    default: break
    }
  }

  /// Whether an index helps to find the events, whatever the settings of a store.
  package var isOfIndex: Bool {
    since != nil || until != nil
      || values.keys.contains { if case .field = $0 { false } else { true } }
  }

  private mutating func compare(
    _ value: Expression, _ comparison: Condition.Comparison, _ constant: Datum?
  ) {
    guard let constant else { return }
    if case .call(.time, let arguments) = value.kind, arguments.isEmpty,
      case .time(let time) = constant
    {
      bound(comparison, time)
    } else if comparison == .equal, let text = Self.text(constant), let slot = Self.slot(of: value)
    {
      values[slot] = [text]
    }
  }

  private mutating func bound(_ comparison: Condition.Comparison, _ time: Int64) {
    let next = Timestamp(rawValue: time == .max ? time : time + 1)
    let time = Timestamp(rawValue: time)
    switch comparison {
    case .equal: (since, until) = (time, next)
    case .less: until = time
    case .lessOrEqual: until = next
    case .greater: since = next
    case .greaterOrEqual: since = time
    case .notEqual: break
    }
    // There is no instant behind the last one.
    if until?.rawValue == .max { until = nil }
  }

  /// A text under which the index can have something.
  private static func text(_ datum: Datum) -> Label? {
    guard case .text(let label) = datum, !label.text.isEmpty else { return nil }
    return label
  }

  private static func slot(of expression: Expression) -> Slot? {
    switch expression.kind {
    case .field(let path):
      // The first spelling of a key counts before all others, so that what it says is found by it.
      if path.name == "event" { return .name }
      // What a line does not say there, its log may know.
      if OriginWord(path) != nil { return nil }
      let isKey = CorrelationKey.all.contains { $0.name == path.name }
      return isKey ? .key(path.name) : .field(path.name)
    case .call(.name, _): return .name
    case .call(let function, _): return function.key.map { .key($0.name) }
    default: return nil
    }
  }

  private func and(_ other: IndexHints) -> IndexHints {
    var both = self
    both.values.merge(other.values) { $0.intersection($1) }
    both.since = [since, other.since].compactMap(\.self).max()
    both.until = [until, other.until].compactMap(\.self).min()
    return both
  }

  private func or(_ other: IndexHints) -> IndexHints {
    var either = IndexHints()
    for (slot, texts) in values {
      if let others = other.values[slot] { either.values[slot] = texts.union(others) }
    }
    if let since, let other = other.since { either.since = min(since, other) }
    if let until, let other = other.until { either.until = max(until, other) }
    return either
  }
}

extension IndexHints {
  /// Narrows a filter to what these say, where it does not ask for the same already.
  package func narrow(_ filter: inout Filter) {
    if filter.names.isEmpty, let names = values[.name] {
      // A filter that asks for names hides none.
      let shown = names.filter { name in
        !filter.hiddenNames.contains { Filter.matches($0, name.text) }
      }
      filter.names = shown.sorted().map(\.text)
    }
    for key in CorrelationKey.all where filter[key].isEmpty {
      if let texts = values[.key(key.name)] { filter[key] = texts.sorted().map(\.text) }
    }
    for (slot, texts) in values {
      if case .field(let name) = slot, texts.count == 1, let text = texts.first {
        filter.fields.append(FieldCondition(name, .equal, .string(text.text)))
      }
    }
    filter.fields.sort { ($0.field, $0.description) < ($1.field, $1.description) }
    filter.since = [filter.since, since].compactMap(\.self).max()
    filter.until = [filter.until, until].compactMap(\.self).min()
  }
}

extension Condition.Comparison {
  /// The same seen from the other side.
  var mirrored: Condition.Comparison {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
