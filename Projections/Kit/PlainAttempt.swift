import Events

/// An attempt at an issue of which nothing has to be known but that it is open.
struct PlainAttempt: SessionAttempt, Codable {
  let session: Label?
  let isStarted: Bool
}
