import Documents
import TLM

/// One projection for one client, as it changes.
struct ProjectionStream: Sendable {
  let store: Store
  let projection: any Projection
  /// How long after a report the next one comes at the earliest.
  let every: Duration

  func run(_ writer: StreamWriter) async throws {
    try await writer.write(EventStreamText.beginning)
    var options = Following.Options()
    options.keepsStates = false
    options.heartbeat = EventHub.heartbeat
    var last: Position?
    for try await update in store.follow([projection], options: options) {
      guard update.isCaughtUp else { continue }
      guard last != update.position, let replay = try update.replays().first else {
        try await writer.write(EventStreamText.heartbeat(update.position))
        continue
      }
      last = update.position
      try await writer.write(
        EventStreamText.text(of: ReplayDocument(replay).json, id: update.position))
      // What comes meanwhile is in the next one.
      try await Task.sleep(for: every)
    }
  }
}
