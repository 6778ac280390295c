import Events

/// Where in a session's file of Codex a line stands, for lines that do not say it themselves.
///
/// The first line of a file names its session, and the next ones that of the session that it was forked
/// from, whose history comes before its own turns. Lines that were imported say all of this themselves.
struct Rollout: Codable, Equatable, Sendable {
  private(set) var session: Label?
  private var began: Timestamp?
  private(set) var model: Label?
  /// Whether the turn is history of the session that this one was forked from.
  private(set) var isHistory = false
  private var forkedFrom: Label?
  /// Whether only lines that name sessions have come.
  private var isAtHead = false

  /// A line that names a session.
  mutating func begin(_ id: Label?, forkedFrom parent: Label?, at time: Timestamp?) {
    if isAtHead, let id, id == forkedFrom {
      isHistory = true
      forkedFrom = parent
      return
    }
    self = Rollout()
    (session, forkedFrom, began, isAtHead) = (id, parent, time, true)
  }

  /// Any other line.
  mutating func goOn() { isAtHead = false }

  /// A turn begins. One that began well before the file is history.
  mutating func beginTurn(startedAt time: Timestamp?) {
    guard let time, let began else { return isHistory = false }
    isHistory = time < began.advanced(bySeconds: -Self.slack_s)
  }

  mutating func note(model: Label?) { self.model = model ?? self.model }

  /// Whole seconds are cut off, and a file is begun a moment after its turn.
  private static let slack_s: Int64 = 5
}
