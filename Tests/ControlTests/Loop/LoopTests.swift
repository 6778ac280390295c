import Board
import Control
import Events
import Journal
import Projections
import TestSupport
import Testing
import Folding

@Suite struct LoopTests {
  let scratch = Scratch()
  let log: EventLog
  let policy: Policy

  init() throws {
    log = try EventLog.create(scratch.path + "/store")
    policy = try Policy(yaml: Days.rules, file: "rules.yaml")
  }

  private func loop(_ change: (inout ControlLoop.Options) -> Void = { _ in }) -> ControlLoop {
    var options = ControlLoop.Options()
    options.clock = .log
    change(&options)
    return ControlLoop(log: log, policy: policy, options: options)
  }

  /// Where each transition of the log leads, and from where it was decided.
  private func transitions() throws -> [(to: String, through: Int64, at: Int64)] {
    var found: [(to: String, through: Int64, at: Int64)] = []
    var scan = Scan()
    try scan.run(over: log.read()) { event in
      if event.name == "mode_transition" {
        found.append(
          (
            event.string("to") ?? "", event.integer("through") ?? -1,
            event.position.rawValue
          ))
      }
      return true
    }
    return found
  }

  @Test func `on the log clock a loop decides what a backtest decides, however it is woken`()
    throws
  {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    var turns = loop().turns()
    var status = try turns.take()
    var rest = Days.load()[...]
    while !rest.isEmpty {
      let count = min(rest.count, Int.random(in: 1...30, using: &random))
      try log.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
      status = try turns.take()
    }

    let backtest = try Backtest(policy: policy).run(over: log.read())
    #expect(backtest.transitions.map(\.to) == ["ALERT", "NORMAL"])
    #expect(try transitions().map(\.to) == ["ALERT", "NORMAL"])
    #expect(status.decisions == 2 && status.mode.name == backtest.mode)
    #expect(status.mode.since == backtest.transitions.last?.decidedAt)
    for transition in try transitions() { #expect(transition.through <= transition.at) }
  }

  @Test func `it is silent about what was there when it began`() throws {
    try log.append(Days.load())
    var turns = loop().turns()
    let status = try turns.take()

    #expect(status.decisions == 0)
    #expect(try transitions().isEmpty)
  }

  @Test func `of two loops one writes each decision, and both end in the same mode`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    var one = loop().turns()
    var other = loop().turns()
    _ = try (one.take(), other.take())
    for event in Days.load() {
      try log.append(event)
      if Bool.random(using: &random) { _ = try one.take() }
      if Bool.random(using: &random) { _ = try other.take() }
    }
    let (first, second) = try (one.take(), other.take())

    #expect(try transitions().map(\.to) == ["ALERT", "NORMAL"])
    #expect(first.decisions + second.decisions == 2)
    #expect(first.mode == second.mode)
  }

  @Test func `a loop that begins anew knows the mode and goes on`() throws {
    let day = Days.load()
    var turns = loop().turns()
    _ = try turns.take()
    try log.append(Array(day.prefix(40)))
    #expect(try turns.take().mode.name == "ALERT")

    var anew = loop().turns()
    #expect(try anew.take().mode == turns.take().mode)
    try log.append(Array(day.dropFirst(40)))
    #expect(try anew.take().decisions == 1)
    #expect(try transitions().map(\.to) == ["ALERT", "NORMAL"])
  }

  @Test func `the mode of another scope is another one`() throws {
    var one = loop { $0.scope = "a" }.turns()
    var other = loop { $0.scope = "b" }.turns()
    _ = try (one.take(), other.take())
    try log.append(Days.load())
    let (first, second) = try (one.take(), other.take())

    #expect(first.decisions == 2 && second.decisions == 2)
  }

  @Test func `a clock on the wall brings instants while no event comes`() throws {
    let policy = try Policy(
      yaml: Days.rules.replacing(
        "{metric: perf_system_cpu_load, operator: \"<\", value: 70, duration_seconds: 60}",
        with: "{metric: safety_anomaly_events, operator: \"==\", value: 0, window_seconds: 60}"
      ).replacing("ALERT: {}", with: "ALERT: {min_dwell_seconds: 60}"),
      file: "rules.yaml")
    var options = ControlLoop.Options()
    let clock = Hands(Days.time(0))
    options.clock = .wall { clock.time }
    options.board = scratch.path + "/board"
    var turns = ControlLoop(log: log, policy: policy, options: options).turns()
    _ = try turns.take()
    try log.append(Array(Days.load().prefix(30)))
    clock.time = Days.time(145)
    #expect(try turns.take().mode.name == "ALERT")
    clock.time = Days.time(205)
    #expect(try turns.take().mode.name == "NORMAL")

    var board = try BoardReader(path: scratch.path + "/board")
    let mode = try board.reading(at: board.place(of: "safety_mode_state"), now: clock.time)
    #expect(mode.value == .word("NORMAL"))
    let count = try board.reading(at: board.place(of: "control_rules_true"), now: clock.time)
    #expect(count.value == .number(0))
  }

  @Test func `one that begins long after the last event decides nothing about the time between`()
    throws
  {
    let policy = try Policy(
      yaml: Rules.one(
        #"metric: safety_tool_high_risk_calls, operator: "==", value: 0, window_seconds: 60"#),
      file: "rules.yaml")
    try log.append(NewEvent("tool_call_completed", at: Days.time(0)))
    let begin = 90 * 86_400.0 + 2
    let clock = Hands(Days.time(begin))
    var options = ControlLoop.Options()
    options.clock = .wall { clock.time }
    var turns = ControlLoop(log: log, policy: policy, options: options).turns()

    #expect(try turns.take().decisions == 0)
    clock.time = Days.time(begin + 3)
    let status = try turns.take()

    #expect(status.decisions == 1)
    #expect(status.mode.since == Days.time(begin + 3))
  }

  @Test func `it runs until its task is cancelled`() async throws {
    let loop = loop()
    let (statuses, heard) = AsyncStream.makeStream(of: ControlLoop.Status.self)
    let running = Task { try await loop.run { heard.yield($0) } }
    var iterator = statuses.makeAsyncIterator()
    _ = await iterator.next()
    try log.append(Days.load())
    while let status = await iterator.next(), status.decisions < 2 {}
    running.cancel()
    try await running.value
    #expect(try transitions().map(\.to) == ["ALERT", "NORMAL"])
  }
}
