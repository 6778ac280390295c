package import Events

/// An attempt at an issue of which nothing has to be known but that it is open.
package struct PlainAttempt: SessionAttempt, Codable {
  package let session: Label?
  package let isStarted: Bool

  package init(session: Label?, isStarted: Bool) {
    self.session = session
    self.isStarted = isStarted
  }
}
