import Events
import Journal

/// When a loop takes a turn though nothing came: at each multiple of its interval, and each second
/// while something could not be done.
struct TurnClock {
  private let clock: ControlLoop.Clock
  private let interval: Nanoseconds
  private var tick: ContinuousClock.Instant
  private var retry: ContinuousClock.Instant?

  init(_ clock: ControlLoop.Clock, every interval: Nanoseconds) {
    self.clock = clock
    self.interval = interval
    tick = .now
    tick += rest()
  }

  /// When the next turn is due at the latest.
  var due: ContinuousClock.Instant { min(tick, retry ?? tick) }

  /// Whether a turn is due; then the next tick is an interval further on.
  mutating func isDue() -> Bool {
    let now = ContinuousClock.now
    if now >= tick {
      tick = now + rest()
      return true
    }
    return retry.map { now >= $0 } ?? false
  }

  /// A turn was taken.
  mutating func note(triesAgain: Bool) {
    retry = triesAgain ? .now + .seconds(1) : nil
  }

  /// How long it is until the next multiple of the interval.
  private func rest() -> Duration {
    // On the log's clock it brings no instant, but sees to what is open.
    var now = Timestamp.current
    if case .wall(let wall) = clock { now = wall() }
    return .nanoseconds(interval.rawValue - max(0, now.rawValue) % interval.rawValue)
  }
}
