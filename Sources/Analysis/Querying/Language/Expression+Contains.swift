extension Expression {
  /// Whether it, or a part of it at any depth, fits.
  func contains(where fits: (Expression) -> Bool) -> Bool {
    if fits(self) { return true }
    return switch kind {
    case .literal, .constant, .field: false
    case .call(_, let arguments): arguments.contains { $0.contains(where: fits) }
    case .negated(let inner): inner.contains(where: fits)
    case .arithmetic(let left, _, let right):
      left.contains(where: fits) || right.contains(where: fits)
    case .truth(let condition): condition.contains(where: fits)
    }
  }
}

extension Condition {
  fileprivate func contains(where fits: (Expression) -> Bool) -> Bool {
    switch self {
    case .comparison(let left, _, let right):
      left.contains(where: fits) || right.contains(where: fits)
    case .member(let value, _), .notMember(let value, _), .matches(let value, _),
      .matchesNot(let value, _), .contains(let value, _), .exists(let value), .not(let value):
      value.contains(where: fits)
    case .named: false
    case .all(let parts), .any(let parts): parts.contains { $0.contains(where: fits) }
    }
  }
}
