import Events

/// A word for whose an event is.
enum OriginWord: String {
  /// The machine.
  case host
  /// The id of the store.
  case origin

  /// Nil for the name of every other field.
  init?(_ path: FieldPath) { self.init(rawValue: path.name) }

  fileprivate func text(of origin: EventOrigins.Origin) -> String? {
    let text = self == .host ? origin.host : origin.id
    return text.isEmpty ? nil : text
  }
}

/// Whose an event is: its log knows that, and its line need not say it.
extension Compiler {
  /// The field that a value is, where the line alone tells it.
  func plainField(_ value: Expression) -> FieldPath? {
    guard let path = value.field, originWord(path) == nil else { return nil }
    return path
  }

  /// What the name of a field asks of the log besides; nil where it asks nothing, or nobody knows.
  func originWord(_ path: FieldPath) -> OriginWord? {
    origins == nil ? nil : OriginWord(path)
  }

  /// What the log says of every event.
  func reading(_ word: OriginWord) -> Reading {
    guard let origins else { return { _ in .missing } }
    return { event in Self.text(word.text(of: origins.pulled(event.position) ?? origins.own)) }
  }

  /// What the log says of an event that was pulled, unless its line says something else there.
  func reading(_ word: OriginWord, unless said: @escaping Reading) -> Reading {
    guard let origins else { return said }
    return { event in
      let datum = said(event)
      guard datum.isMissing else { return datum }
      return Self.text(origins.pulled(event.position).flatMap { word.text(of: $0) })
    }
  }
}
