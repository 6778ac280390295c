import Journal
import TLM

/// Waits for a log to grow.
enum LogGrowth {
  /// Whether a log goes beyond a position within some time.
  static func isBeyond(
    _ position: Position, _ log: EventLog, _ timeout: Duration
  ) async throws -> Bool {
    if try log.bounds().upperBound > position { return true }
    let follower = try LogFollower(log, draining: false)
    let clock = ContinuousClock()
    let end = clock.now + timeout
    let found: Bool? = try await follower.next(
      by: { end }, whileGone: { clock.now >= end ? false : nil }
    ) {
      if try log.bounds().upperBound > position { return true }
      return clock.now >= end ? false : nil
    }
    return found ?? false
  }
}
