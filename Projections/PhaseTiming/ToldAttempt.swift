import Events

/// An attempt as the state tells it: with the names of its phases.
struct ToldAttempt: SessionAttempt, Codable {
  let session: Label?
  let isStarted: Bool
  private var timed: Set<Label> = []
  private var running: [Label: Attempt.Instant] = [:]
  private var pairs: [Attempt.Pair] = []
  private var marker: Attempt.Marker?
  private var failed: Label?

  init(session: Label?, isStarted: Bool) {
    self.session = session
    self.isStarted = isStarted
  }

  init(_ attempt: Attempt, _ phases: Symbols) {
    self.init(session: attempt.session, isStarted: attempt.isStarted)
    attempt.timed.forEach { timed.insert(phases[$0]) }
    (running, pairs, marker) = (attempt.running, attempt.pairs, attempt.marker)
    failed = attempt.failed.map { phases[Int($0)] }
  }

  func attempt(_ phases: inout Symbols) -> Attempt {
    var attempt = Attempt(session: session, isStarted: isStarted)
    for phase in timed { attempt.timed.insert(phases.number(of: phase)) }
    (attempt.running, attempt.pairs, attempt.marker) = (running, pairs, marker)
    attempt.failed = failed.map { Int32(clamping: phases.number(of: $0)) }
    return attempt
  }
}
