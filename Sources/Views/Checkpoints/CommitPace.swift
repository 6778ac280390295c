/// When the next checkpoint is worth what it costs: making them takes at most a fiftieth of the
/// time.
struct CommitPace: Sendable {
  private var last: ContinuousClock.Instant
  private var cost = Duration.zero

  /// The share of time that goes into checkpoints is one in this many.
  static let share = 50
  /// However cheap they are, they are not made more often.
  private let least: Duration

  init(at now: ContinuousClock.Instant, least: Duration = .milliseconds(500)) {
    last = now
    self.least = least
  }

  /// When the next one may be made.
  var due: ContinuousClock.Instant { last + max(least, cost * Self.share) }

  func isDue(at now: ContinuousClock.Instant) -> Bool {
    now >= due
  }

  /// A checkpoint was made from `start` to `end`.
  mutating func note(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) {
    cost = end - start
    last = end
  }
}
