import Events

extension Expression {
  /// Whether it asks whose an event is, which no line says.
  package var asksOrigin: Bool {
    contains { part in
      switch part.kind {
      case .field(let path): OriginWord(path) != nil
      case .call(let function, _): function == .host || function == .origin
      default: false
      }
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
