/// When the next checkpoint is worth what it costs: making them takes at most a fiftieth of the
/// time.
struct CommitPace: Sendable {
  private var last: ContinuousClock.Instant
  private var cost = Duration.zero

  /// The share of time that goes into checkpoints is one in this many.
  static let share = 50
  /// However cheap they are, they are not made more often.
  static let least = Duration.milliseconds(500)

  init(at now: ContinuousClock.Instant) { last = now }

  func isDue(at now: ContinuousClock.Instant) -> Bool {
    now - last >= max(Self.least, cost * Self.share)
  }

  /// A checkpoint was made from `start` to `end`.
  mutating func note(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) {
    cost = end - start
    last = end
  }
}
