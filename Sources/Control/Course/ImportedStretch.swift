import Events

/// The lines of a log that were imported from a file: they happened elsewhere, or long ago, and
/// drive nothing.
///
/// They stand behind a `tlm.drained` line whose source begins with `file:`, for as many bytes as it
/// says. Where an import died half-way, what others wrote behind it within that length counts as
/// imported, too, until the import is resumed.
struct ImportedStretch: Sendable {
  /// Where the stretch ends.
  private var end = Position.start

  /// Whether the line at a position was imported.
  func covers(_ position: Position) -> Bool { position < end }

  /// Takes a marker in; a copy of one elsewhere in a log means nothing.
  mutating func take(marker event: borrowing Event) {
    guard event.integer("at") == event.position.rawValue, let source = event.string("source"),
      let length = event.integer("length"), length >= 0
    else { return }
    let start = event.position.advanced(by: event.line.count + 1)
    let (stop, overflow) = start.rawValue.addingReportingOverflow(length)
    end = source.hasPrefix("file:") ? Position(rawValue: overflow ? .max : stop) : start
  }
}

extension Position {
  /// So many bytes further on.
  func advanced(by bytes: Int) -> Position { Position(rawValue: rawValue + Int64(bytes)) }
}
