package import Events

extension StoreLayout {
  /// Which lines of the segment at `base` were blanked, and what proves that nothing else changed.
  package func redacted(_ base: Position) -> String {
    log + "/" + Self.name(of: base) + ".redacted"
  }

  /// How often lines of the log were blanked: what was folded before is of another edition.
  var edition: String { log + "/EDITION" }
  /// Says that a redaction has begun.
  var redactIntent: String { log + "/REDACTING" }
  /// Says that lines of a source are being blanked.
  var blanking: String { log + "/BLANKING" }
}
