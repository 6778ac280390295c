import Events
import Journal

/// The lines of a log that came through a source, on the way through it: what they say of modes and
/// control counts for nothing. Those that were imported from a file happened elsewhere, or long ago,
/// and drive nothing at all.
///
/// They stand behind a marker that says so, for as many bytes as it says. Where a drain died
/// half-way in a line, whoever writes next says so in a marker of no bytes. Where it died between two
/// lines, what others wrote within that length counts as drained, too, until the drain is resumed.
struct DrainedStretch: Sendable {
  private var end = Position.start
  private var isImported = false
  private var pulledOf: LineOrigin?

  /// Whether the line at a position was said by others.
  func covers(_ position: Position) -> Bool { position < end }

  /// Whether the line at a position was imported.
  func importedCovers(_ position: Position) -> Bool { isImported && covers(position) }

  /// The store that the line at a position was pulled of; nil for every other line.
  func origin(of position: Position) -> LineOrigin? { covers(position) ? pulledOf : nil }

  /// Takes a marker in; a copy of one elsewhere in a log means nothing.
  ///
  /// - Returns: whether it begins what was pulled, so that its time is that of another machine.
  @discardableResult
  mutating func take(marker event: borrowing Event) -> Bool {
    guard let drained = DrainedBytes(marker: event) else { return false }
    end = drained.end
    isImported = drained.isImported
    pulledOf = drained.origin
    return pulledOf != nil
  }
}
