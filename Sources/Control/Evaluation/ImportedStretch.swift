import Events
import Journal

/// The lines of a log that were imported from a file: they happened elsewhere, or long ago, and
/// drive nothing.
///
/// They stand behind a marker that says so, for as many bytes as it says. Where an import died
/// half-way, what others wrote behind it within that length counts as imported, too, until the
/// import is resumed.
struct ImportedStretch: Sendable {
  /// Where the stretch ends.
  private var end = Position.start

  /// Whether the line at a position was imported.
  func covers(_ position: Position) -> Bool { position < end }

  /// Takes a marker in; a copy of one elsewhere in a log means nothing.
  mutating func take(marker event: borrowing Event) {
    guard let drained = DrainedBytes(marker: event) else { return }
    end = drained.isImported ? drained.end : drained.start
  }
}

extension Position {
  /// So many bytes further on.
  func advanced(by bytes: Int) -> Position { Position(rawValue: rawValue + Int64(bytes)) }
}
