import Control
import Events
import Journal
import TestSupport
import Testing

/// Events of other stores drive no rule but those that name the store.
struct PulledEventsTests {
  private let scratch = Scratch()
  private let build = PulledLog("0123456789abcdef0123456789abcdef")

  private func lines(_ events: [NewEvent]) -> [String] {
    events.map { String(decoding: $0.line().dropLast(), as: UTF8.self) }
  }

  /// A policy whose rules are about the events of one store.
  private func policy(of origin: String?) throws -> Policy {
    let line = origin.map { "\n    logic: any\n    origin: \($0)" } ?? "\n    logic: any"
    let rules = Days.rules.replacing("\n    logic: any", with: line).replacing(
      "\n    logic: all",
      with: origin.map { "\n    logic: all\n    origin: \($0)" } ?? "\n    logic: all")
    return try Policy(yaml: rules, file: "rules.yaml")
  }

  private func edges(_ policy: Policy, _ log: EventLog, jobs: Int = 1) throws -> [String] {
    try Backtest(policy: policy).run(over: log.read(), jobs: jobs).transitions.map {
      "\($0.from) \($0.to) \($0.decidedAt)"
    }
  }

  @Test func `what a relay pulled drives nothing`() throws {
    let log = try EventLog.create(scratch.store)
    try build.pull(lines(Days.load()), into: log)

    let result = try Backtest(policy: policy(of: nil)).run(over: log.read())

    #expect(result.events > 100)
    #expect(result.transitions.isEmpty && result.begin == nil)
  }

  @Test(arguments: ["build-7", "0123456789", "0123456789abcdef0123456789abcdef"])
  func `a rule that names a store decides as in that store's own log`(name: String) throws {
    let log = try EventLog.create(scratch.store)
    try build.pull(lines(Days.load()), into: log)
    let own = try EventLog.create(scratch.path + "/own")
    try own.append(Days.load())

    let there = try edges(policy(of: nil), own)

    #expect(there.count == 2)
    #expect(try edges(policy(of: name), log) == there)
    #expect(try edges(policy(of: name), log, jobs: 3) == there)
    #expect(try edges(policy(of: "build-8"), log) == [])
  }

  @Test func `the reasons say whose events they are of`() throws {
    let log = try EventLog.create(scratch.store)
    try build.pull(lines(Days.load()), into: log)

    let first = try #require(
      try Backtest(policy: policy(of: "build-7")).run(over: log.read()).transitions.first)

    let reason = try #require(first.reasons.first)
    #expect(reason.question.origin == "build-7")
    #expect(reason.json["origin"] == "build-7")
    #expect(Policy.Sentence.clause(reason, unit: "%").contains("perf_system_cpu_load of build-7"))
  }

  @Test func `events of a third store, and those of this one, do not count for another`() throws {
    let log = try EventLog.create(scratch.store)
    let calm = Days.load().map { event in
      event.text.replacing("93.5", with: "21.0")
    }
    var other = PulledLog("fedcba9876543210fedcba9876543210")
    other.host = "build-8"
    try build.pull(lines(Days.load()), into: log)
    try other.pull(calm, into: log)

    #expect(try edges(policy(of: "build-7"), log).count == 2)
    #expect(try edges(policy(of: "build-8"), log) == [])
    #expect(try edges(policy(of: nil), log) == [])
  }

  @Test func `an origin beside nothing but the mode is a mistake`() {
    let rules = """
      modes: {NORMAL: {}, ALERT: {}}
      edges: [NORMAL_to_ALERT]
      transition_rules:
        NORMAL_to_ALERT:
          origin: build-7
          conditions: [{metric: safety_mode_state, operator: "==", value: NORMAL}]
      """
    #expect(throws: (any Error).self) { try Policy(yaml: rules, file: "rules.yaml") }
  }
}
