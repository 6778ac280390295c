public import Board
public import Events
import Sensors

extension BoardReader {
  /// The mode that a board shows, and what may be done in it.
  public struct Mode: Sendable {
    /// The mode in force; the first of the rules before any transition.
    public let name: String
    /// What whoever obeys keeps to; nil for a mode that the rules behind the board do not have.
    public let constraints: Policy.Mode.Constraints?
    /// When it came into force; nil where nobody changed it.
    public let since: Timestamp?
    /// Whether nobody publishes the board any more: then nobody knows the mode.
    public let isStale: Bool
  }

  /// The mode in force with its constraints, as whoever publishes the board knows them.
  ///
  /// ```swift
  /// var board = try store.board
  /// let mode = try board.mode(now: .current)
  /// let workers = mode.isStale ? 1 : mode.constraints?.max_concurrent_tasks
  /// ```
  ///
  /// - Throws: as `reading(at:now:)`; `unknown` where the board shows no modes.
  public mutating func mode(now: Timestamp) throws(BoardError) -> BoardReader.Mode {
    let reading = try reading(of: "safety_mode_state", now: now)
    if readModes == nil { readModes = BoardModes(modes) }
    guard let known = readModes as? BoardModes else {
      throw BoardError.withoutModes(path)
    }
    var word = known.initial
    if case .word(let shown)? = reading.value { word = shown }
    let (name, constraints) = known.mode(word)
    return Mode(
      name: name, constraints: constraints, since: reading.value == nil ? nil : reading.time,
      isStale: reading.isStale(at: now))
  }
}
