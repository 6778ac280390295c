extension Expression {
  /// Whether it asks an event for its time: where nobody does, the times of lines need not be read.
  package var asksForTime: Bool {
    switch kind {
    case .literal, .constant, .field: false
    case .call(.time, let arguments) where arguments.isEmpty: true
    case .call(_, let arguments): arguments.contains(where: \.asksForTime)
    case .negated(let inner): inner.asksForTime
    case .arithmetic(let left, _, let right): left.asksForTime || right.asksForTime
    case .truth(let condition): condition.asksForTime
    }
  }
}

extension Condition {
  fileprivate var asksForTime: Bool {
    switch self {
    case .comparison(let left, _, let right): left.asksForTime || right.asksForTime
    case .member(let value, _), .notMember(let value, _), .matches(let value, _),
      .matchesNot(let value, _), .contains(let value, _), .exists(let value), .not(let value):
      value.asksForTime
    case .named: false
    case .all(let parts), .any(let parts): parts.contains(where: \.asksForTime)
    }
  }
}
