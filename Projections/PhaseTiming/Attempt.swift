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

  /// Puts a marker in the place of the one that is open, which is returned.
  mutating func replaceMarker(with next: Marker?) -> Marker? {
    defer { marker = next }
    return marker
  }
}

/// An attempt as the state tells it: with the names of its phases.
struct ToldAttempt: SessionAttempt, Codable {
  let session: Label?
  let isStarted: Bool
  private var timed: Set<Label> = []
  private var running: [Label: Attempt.Instant] = [:]
  private var pairs: [Attempt.Pair] = []
  private var marker: Attempt.Marker?

  init(session: Label?, isStarted: Bool) {
    self.session = session
    self.isStarted = isStarted
  }

  init(_ attempt: Attempt, _ phases: Symbols) {
    self.init(session: attempt.session, isStarted: attempt.isStarted)
    attempt.timed.forEach { timed.insert(phases.labels[$0]) }
    (running, pairs, marker) = (attempt.running, attempt.pairs, attempt.marker)
  }

  func attempt(_ phases: inout Symbols) -> Attempt {
    var attempt = Attempt(session: session, isStarted: isStarted)
    for phase in timed { attempt.timed.insert(phases.number(of: phase)) }
    (attempt.running, attempt.pairs, attempt.marker) = (running, pairs, marker)
    return attempt
  }
}
