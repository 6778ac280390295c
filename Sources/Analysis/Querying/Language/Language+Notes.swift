import TLM

extension Language {
  /// What is worth saying of a condition that can be read, and may mean something else than was meant.
  package static func notes(on expression: Expression) -> [String] {
    var notes: [String] = []
    collect(expression, &notes)
    return notes
  }

  private static func collect(_ expression: Expression, _ notes: inout [String]) {
    switch expression.kind {
    case .field(let path):
      guard let sign = path.name.first(where: { "*+/".contains($0) }) else { return }
      notes.append(
        "\(path.name) is taken for the name of a field; for arithmetic put spaces around \(sign)")
    case .call(_, let arguments): arguments.forEach { collect($0, &notes) }
    case .negated(let inner): collect(inner, &notes)
    case .arithmetic(let left, _, let right):
      collect(left, &notes)
      collect(right, &notes)
    case .truth(let condition): collect(condition, &notes)
    case .literal, .constant: break
    }
  }

  private static func collect(_ condition: Condition, _ notes: inout [String]) {
    switch condition {
    case .comparison(let left, let comparison, let right):
      collect(left, &notes)
      collect(right, &notes)
      guard let path = left.field, case .text(let label)? = right.constant,
        comparison != .equal, comparison != .notEqual
      else { return }
      if Literal(text: label.text, isQuoted: true).duration != nil {
        notes.append(
          "\(label.text) is a text beside a field, and compared as one; to compare lengths of time "
            + "write duration(\(path.name)) \(comparison.rawValue) \(label.text)")
      }
    case .member(let value, _), .notMember(let value, _), .matches(let value, _),
      .matchesNot(let value, _), .contains(let value, _), .exists(let value), .not(let value):
      collect(value, &notes)
    case .all(let parts), .any(let parts): parts.forEach { collect($0, &notes) }
    case .named: break
    }
  }
}
