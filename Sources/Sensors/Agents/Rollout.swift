package import Events

/// Where in a session's file of Codex a line stands, for lines that do not say it themselves.
///
/// The first line of a file names its session, and the next ones that of the session that it was forked
/// from, whose history comes before its own turns. Lines that were imported say all of this themselves.
package struct Rollout: Codable, Equatable, Sendable {
  package private(set) var session: Label?
  private var began: Timestamp?
  package private(set) var model: Label?
  /// Whether the turn is history of the session that this one was forked from.
  package private(set) var isHistory = false
  private var forkedFrom: Label?
  /// Whether only lines that name sessions have come.
  private var isAtHead = false

  /// Before any line.
  package init() {}

  /// Names of the events that say where they stand.
  package static let events = ["session_meta", "turn_context", "event_msg", "response_item"]

  /// Goes on with a line of the file; one that says its session itself changes nothing.
  package mutating func follow(_ event: borrowing Event) {
    guard !event.saysSession, let payload = event.view(.payload), payload.kind == .object else {
      return
    }
    if event.name == "session_meta" {
      return begin(
        payload.label("id"), forkedFrom: payload.label("forked_from_id"),
        at: event.isTimed ? event.time : nil)
    }
    isAtHead = false
    switch event.name {
    case "turn_context": model = payload.label("model") ?? model
    case "event_msg":
      guard let type = payload.member("type") else { return }
      if type.spells("task_started") || type.spells("turn_started") {
        beginTurn(startedAt: payload.member("started_at")?.timestamp)
      }
    default: break
    }
  }

  /// A line that names a session.
  private mutating func begin(_ id: Label?, forkedFrom parent: Label?, at time: Timestamp?) {
    if isAtHead, let id, id == forkedFrom {
      isHistory = true
      forkedFrom = parent
      return
    }
    self = Rollout()
    (session, forkedFrom, began, isAtHead) = (id, parent, time, true)
  }

  /// A turn begins. One that began well before the file is history.
  private mutating func beginTurn(startedAt time: Timestamp?) {
    guard let time, let began else { return isHistory = false }
    isHistory = time < began.advanced(bySeconds: -Self.slack_s)
  }

  /// Whole seconds are cut off, and a file is begun a moment after its turn.
  private static let slack_s: Int64 = 5
}

extension Event {
  /// Whether the line itself says which session it is of, as it does once it was imported.
  package var saysSession: Bool { contains(.sessionID) }
}

extension JSONView {
  fileprivate func label(_ name: String) -> Label? {
    guard let view = member(name), let id = view.id else { return nil }
    return Label(id)
  }
}
