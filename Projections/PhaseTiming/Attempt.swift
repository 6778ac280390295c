import Events

/// One attempt at an issue, while it is open.
struct Attempt: Codable, Sendable, Equatable {
  /// The session, else the run, that its first event named.
  var session: Label?
  /// Whether it began with a start event; else with whatever came first.
  var isStarted: Bool
  /// Phases that an `issue_phase` with a duration told of: nothing else counts for them.
  var timed: Set<Label> = []
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

  /// A phase was told of by an `issue_phase` with a duration.
  mutating func time(_ phase: Label) {
    if timed.isEmpty { timed.reserveCapacity(4) }  // most issues have three or four phases
    timed.insert(phase)
  }

  /// The pairs that count.
  var countedPairs: [Pair] { pairs.filter { !timed.contains($0.cell.phase) } }

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

/// The open attempts at one issue, in the order in which they began. Mostly there is one.
struct OpenAttempts: Codable, Sendable, Equatable {
  private(set) var all: [Attempt] = []

  var isEmpty: Bool { all.isEmpty }

  /// Begins an attempt by a start event; returns the one of the same session that it abandons.
  mutating func begin(session: Label?) -> Attempt? {
    let abandoned = all.lastIndex { $0.session == session }.map { all.remove(at: $0) }
    all.append(Attempt(session: session, isStarted: true))
    return abandoned
  }

  /// Shows `change` the attempt that an event of `session` belongs to, begun if there is none.
  mutating func update<Result>(
    session: Label?, _ change: (inout Attempt) -> Result
  ) -> Result {
    if let place = place(for: session) { return change(&all[place]) }
    all.append(Attempt(session: session, isStarted: false))
    return change(&all[all.count - 1])
  }

  /// Ends the attempt that a completion of `session` belongs to.
  mutating func end(session: Label?) -> Attempt? {
    place(for: session).map { all.remove(at: $0) }
  }

  /// The attempt that a start of the same session began, else the most recent one.
  private func place(for session: Label?) -> Int? {
    if let session, let own = all.lastIndex(where: { $0.isStarted && $0.session == session }) {
      return own
    }
    return all.indices.last
  }
}
