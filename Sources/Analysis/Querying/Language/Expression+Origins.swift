import Events

extension Expression {
  /// Whether it asks whose an event is, which no line says.
  package var asksOrigin: Bool {
    switch kind {
    case .literal, .constant: false
    case .field(let path): OriginWord(path) != nil
    case .call(let function, let arguments):
      function == .host || function == .origin || arguments.contains(where: \.asksOrigin)
    case .negated(let inner): inner.asksOrigin
    case .arithmetic(let left, _, let right): left.asksOrigin || right.asksOrigin
    case .truth(let condition): condition.asksOrigin
    }
  }
}

extension Condition {
  fileprivate var asksOrigin: Bool {
    switch self {
    case .comparison(let left, _, let right): left.asksOrigin || right.asksOrigin
    case .member(let value, _), .notMember(let value, _), .matches(let value, _),
      .matchesNot(let value, _), .contains(let value, _), .exists(let value), .not(let value):
      value.asksOrigin
    case .named: false
    case .all(let parts), .any(let parts): parts.contains(where: \.asksOrigin)
    }
  }
}

extension Question {
  /// Whether any of its values does.
  var asksOrigin: Bool {
    switch shape {
    case .rows(let columns):
      columns.contains(where: \.value.asksOrigin) || order.contains(where: \.asksOrigin)
    case .groups(let columns, _, let aggregates):
      columns.contains(where: \.value.asksOrigin)
        || aggregates.contains { $0.argument?.asksOrigin ?? false }
    case .sequence(let sequence):
      sequence.steps.contains(where: \.condition.asksOrigin)
        || sequence.by.contains(where: \.value.asksOrigin)
    }
  }
}

extension Ordering {
  fileprivate var asksOrigin: Bool {
    let context = LanguageContext(now: Timestamp(rawValue: 0))
    // What is no value is the name of a column, or a mistake that is told where it is used.
    return (try? Language.value(text, in: context))?.asksOrigin ?? false
  }
}
