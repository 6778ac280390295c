import Events

/// What a line about an agent's work says of where it belongs.
struct WorkLine {
  let origin: Origin
  /// Whether it is of the session itself and not of a side chain.
  let isMain: Bool

  init(_ event: borrowing Event) {
    origin = Origin(time: PackedTime(event.ownTime), session: Self.session(of: event))
    isMain = !Self.isSide(event)
  }

  init(at time: Timestamp?, in session: Label?) {
    origin = Origin(time: PackedTime(time), session: session)
    isMain = true
  }

  /// A side chain belongs to its parent's session, whatever session its own lines name.
  static func session(of event: borrowing Event) -> Label? {
    for name in ["parent_session_id", "parentSessionId"] {
      if let text = event.string(name), !text.isEmpty { return Label(text) }
    }
    if let session = event.sessionID { return Label(session) }
    guard let view = event.view(.conversation), let id = view.id else { return nil }
    return Label(id)
  }

  private static func isSide(_ event: borrowing Event) -> Bool {
    if let flag = event.view(named: "isSidechain") { return flag.bool ?? false }
    return event.view(named: "parent_tool_use_id") != nil
  }
}

extension Event {
  /// The time that the line itself gives: one that is taken over from another line depends on the order
  /// of lines.
  var ownTime: Timestamp? { isTimed ? time : nil }
}
