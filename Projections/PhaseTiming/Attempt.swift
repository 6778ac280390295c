import Events

/// One attempt at an issue, while it is open.
struct Attempt: SessionAttempt {
  let session: Label?
  let isStarted: Bool
  /// Phases that an `issue_phase` with a duration told of, by their numbers: nothing else counts for
  /// them.
  var timed = NumberSet()
  /// Phases that are between their `phase_start` and their `phase_end`.
  var running: [Label: Instant] = [:]
  /// Closed pairs, kept until the end because a timed `issue_phase` may still overrule them.
  var pairs: [Pair] = []
  /// The last `issue_phase` without a duration.
  var marker: Marker?
  /// The number of the phase that failed last and has not gone well since.
  var failed: Int32?

  init(session: Label?, isStarted: Bool) {
    self.session = session
    self.isStarted = isStarted
  }

  /// A moment that may not be known.
  struct Instant: Codable, Sendable, Equatable { var time: Timestamp? }

  struct Marker: Codable, Sendable, Equatable {
    var phase: Label
    var time: Timestamp?
  }

  struct Pair: Codable, Sendable, Equatable {
    var cell: PhaseCell
    var duration: Nanoseconds
    var outcome: PhaseOutcome
  }

  /// Hears how a phase ended.
  mutating func note(_ outcome: PhaseOutcome, of phase: Int) {
    let number = Int32(clamping: phase)
    if outcome == .failure { failed = number }
    if outcome == .success && failed == number { failed = nil }
  }

  /// Whether an event said how long one of its phases took.
  var hasTimes: Bool { !timed.isEmpty || !pairs.isEmpty }

  /// Puts a marker in the place of the one that is open, which is returned.
  mutating func replaceMarker(with next: Marker?) -> Marker? {
    defer { marker = next }
    return marker
  }
}
