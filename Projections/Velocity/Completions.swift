import Events

/// Completions that are counted together: of one bucket, one tool, or all.
struct Completions: Codable, Sendable, Equatable {
  /// All of them, also those that ended in another way than the next three.
  private(set) var completed = 0
  private(set) var success = 0
  private(set) var failure = 0
  private(set) var skipped = 0
  /// How long they took, as far as their events say.
  private(set) var durations = Distribution()

  mutating func record(_ outcome: Outcome?, _ measured: MeasuredDuration) {
    completed += 1
    switch outcome {
    case .success: success += 1
    case .failure: failure += 1
    case .skipped: skipped += 1
    default: break
    }
    if case .valid(let duration) = measured { durations.record(duration) }
  }

  mutating func merge(_ other: Completions) {
    completed += other.completed
    success += other.success
    failure += other.failure
    skipped += other.skipped
    durations.merge(other.durations)
  }

  var rate: SuccessRate { SuccessRate(success: success, failure: failure) }
}

/// What happened in one bucket.
struct VelocityBucket: Codable, Sendable, Equatable {
  var started = 0
  var completions = Completions()
}
