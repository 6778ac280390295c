import Events

/// One attempt at an issue, while it is open.
struct Attempt: SessionAttempt {
  /// The session, else the run, that its first event named.
  var session: Label?
  /// Whether it began with a start event; else with whatever came first.
  var isStarted: Bool
  /// Phases that an `issue_phase` with a duration told of: nothing else counts for them.
  var timed = LabelSet()
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

  /// The pairs that count.
  func countedPairs(_ selection: Selection) -> [Pair] {
    pairs.filter { !timed.contains($0.cell.phase) && selection.includes($0.cell) }
  }

  /// Puts a marker in the place of the one that is open, which is returned.
  mutating func replaceMarker(with next: Marker?) -> Marker? {
    defer { marker = next }
    return marker
  }

  /// Whether an event that says how long it took was heard of `phase`.
  func isMeasured(_ phase: Label) -> Bool {
    timed.contains(phase) || pairs.contains { $0.cell.phase == phase }
  }
}
