import Events
import Testing
import Folding

/// The example of the design, as it stands there, in a module without experimental features.
private struct PhaseTimingSketch: Projection {
  static let name = "phase-timing"
  static let version = 1
  init() {}

  struct State: Codable, Sendable, Equatable { var phases: [String: Distribution] = [:] }
  var initial: State { State() }

  var body: Handlers<State> {
    On("issue_phase") { event, state in
      guard let phase = event.phase, let duration = event.duration else { return }
      state.phases[phase, default: Distribution()].record(duration)
    }
  }
}

private struct Purchase: Payload {
  static let names = ["bought", "ordered"]
  var amount: Int64

  struct Free: Error {}

  init?(_ event: borrowing Event) throws {
    guard let amount = event.integer("amount") else { return nil }
    if amount == 0 { throw Free() }
    self.amount = amount
  }
}

/// A body with everything a builder can be given.
private struct Shop: Projection {
  static let name = "shop"
  static let version = 1
  var countsVisits = true

  var initial: [Int64] { [] }

  var body: Handlers<[Int64]> {
    On(Purchase.self) { purchase, state in state.append(purchase.amount) }
    if countsVisits {
      OnAny { _, state in state.append(-1) }
    }
    for name in ["returned", "stolen"] {
      On(name) { _, state in state.append(-2) }
    }
    switch countsVisits {
    case true: On("a", "b") { _, _ in }
    case false: On(["c"]) { _, _ in }
    }
  }
}

@Suite struct HandlersTests {
  private func fold<P: Projection>(_ projection: P, _ lines: String) throws -> (P.State?, Replay) {
    var fold = Fold()
    fold.add(projection)
    try fold.run(over: Chunks(lines))
    return (fold.state(of: P.self), try fold.replays()[0])
  }

  @Test func `the example of the design folds`() throws {
    let (state, replay) = try fold(
      PhaseTimingSketch(),
      """
      {"event":"issue_phase","phase":"ready","duration_s":2}
      {"event":"issue_phase","phase":"ready","duration_s":-2}
      {"event":"else"}
      """)

    #expect(state?.phases["ready"]?.sum == 2_000_000_000)
    #expect(state?.phases["ready"]?.invalid == 1)
    #expect(replay.matched == 2 && replay.events == 3)
  }

  @Test func `an event meets its handlers in the order of the body`() throws {
    let (state, replay) = try fold(
      Shop(),
      """
      {"event":"bought","amount":5}
      {"event":"ordered"}
      {"event":"bought","amount":0}
      {"event":"stolen"}
      """)

    #expect(state == [5, -1, -1, -1, -2])
    #expect(replay.matched == 4 && replay.failed == 1)
  }

  @Test func `the handlers are the interest set`() {
    var quiet = Shop()
    quiet.countsVisits = false

    #expect(Shop().body.interest == .everything)
    #expect(quiet.body.interest == .names(["bought", "c", "ordered", "returned", "stolen"]))
    #expect(PhaseTimingSketch().body.all.count == 1)
  }
}
