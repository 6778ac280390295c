extension Label {
  /// The call of a tool that an event is a telling of; nil where it names none.
  package init?(callOf event: borrowing Event) {
    guard let id = event.id(.toolUseID) else { return nil }
    self.init(call: id, in: Self.isShort(id) ? event.sessionID : nil)
  }

  /// A call by its id. A short one, as some programs count them, says which only within a session.
  package init(call id: String, in session: String?) {
    if Self.isShort(id), let session { self.init(id + " " + session) } else { self.init(id) }
  }

  private static func isShort(_ id: String) -> Bool { id.utf8.count < 16 }
}
