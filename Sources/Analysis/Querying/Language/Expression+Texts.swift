import Events

extension Expression {
  /// The texts that it compares with, as they are written: what a value must be, contain or look like.
  package var texts: [String] {
    switch kind {
    case .literal(let literal): literal.value.text.map { [$0] } ?? []
    case .constant(let datum): datum.texts
    case .field: []
    case .call(_, let arguments): arguments.flatMap(\.texts)
    case .negated(let inner): inner.texts
    case .arithmetic(let left, _, let right): left.texts + right.texts
    case .truth(let condition): condition.texts
    }
  }
}

extension Condition {
  /// What must not be there is looked for nowhere.
  fileprivate var texts: [String] {
    switch self {
    case .comparison(let left, .equal, let right): left.texts + right.texts
    case .contains(let value, let literal): value.texts + [literal.text]
    case .member(_, let data): data.flatMap(\.texts)
    case .all(let parts), .any(let parts): parts.flatMap(\.texts)
    case .comparison, .notMember, .matches, .matchesNot, .exists, .named, .not: []
    }
  }
}

extension Datum {
  fileprivate var texts: [String] {
    if case .text(let label) = self { [label.text] } else { [] }
  }
}
