package import Events

/// Completions that are counted together: of one bucket, one tool, or all.
package struct Completions: Codable, Sendable, Equatable {
  /// All of them, also those that ended in another way than the next three.
  package private(set) var completed = 0
  package private(set) var success = 0
  package private(set) var failure = 0
  package private(set) var skipped = 0
  /// How long they took, as far as their events say.
  package private(set) var durations = Distribution()

  package init() {}

  package mutating func record(_ outcome: Outcome?, _ measured: MeasuredDuration) {
    completed += 1
    switch outcome {
    case .success: success += 1
    case .failure: failure += 1
    case .skipped: skipped += 1
    default: break
    }
    if case .valid(let duration) = measured { durations.record(duration) }
  }

  package mutating func merge(_ other: Completions) {
    completed += other.completed
    success += other.success
    failure += other.failure
    skipped += other.skipped
    durations.merge(other.durations)
  }

  package var rate: SuccessRate { SuccessRate(success: success, failure: failure) }
}

/// What happened in one bucket.
package struct VelocityBucket: Codable, Sendable, Equatable {
  package var started = 0
  package var completions = Completions()
}
