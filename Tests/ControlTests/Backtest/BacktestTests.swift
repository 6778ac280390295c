import Control
import Events
import Journal
import TestSupport
import Testing

@Suite struct BacktestTests {
  @Test func `a backtest says which modes there would have been, and why`() throws {
    let policy = try Policy(yaml: Days.rules, file: "rules.yaml")
    let result = try Backtest(policy: policy).run(over: Lines.of(Days.load()))

    #expect(result.transitions.map(\.to) == ["ALERT", "NORMAL"])
    let first = try #require(result.transitions.first)
    #expect(first.reasons.map(\.question.sensor) == ["perf_system_cpu_load"])
    #expect(first.reasons[0].held == Nanoseconds(seconds: 30))
    #expect(result.stays.map(\.mode) == ["NORMAL", "ALERT"])
    #expect(result.mode == "NORMAL")
  }

  @Test func `the same history gives the same digest, whatever control recorded in it`() throws {
    let policy = try Policy(yaml: Days.rules, file: "rules.yaml")
    let plain = try Backtest(policy: policy).run(over: Lines.of(Days.load()))
    let again = try Backtest(policy: policy).run(over: Lines.of(Days.load()))
    let recorded = try Backtest(policy: policy).run(
      over: Lines.of(
        Days.load().flatMap { event in
          [event, NewEvent("mode_transition", at: event.time, fields: [Member("to", "LOCKDOWN")])]
        }))

    #expect(plain == again && plain.digest == again.digest)
    #expect(recorded.digest == plain.digest)
  }

  @Test func `two policies differ in the transitions that one of them takes`() throws {
    let policy = try Policy(yaml: Days.rules, file: "rules.yaml")
    let calm = try Policy(
      yaml: Days.rules.replacing("value: 85", with: "value: 99"), file: "calm.yaml")
    let one = try Backtest(policy: policy).run(over: Lines.of(Days.load()))
    let other = try Backtest(policy: calm).run(over: Lines.of(Days.load()))

    #expect(other.differences(from: one).map(\.side) == [.missing, .missing])
    #expect(one.differences(from: other).map(\.step.to) == ["ALERT", "NORMAL"])
    #expect(one.digest != other.digest && one.policy != other.policy)
  }

  @Test func `a proposal waits for whoever answers it`() throws {
    let policy = try Policy(
      yaml: Days.rules.replacing("logic: any", with: "requires_human_approval: true"),
      file: "asking.yaml")
    func run(_ events: [NewEvent], _ approvals: Backtest.Approvals) throws -> Backtest.Result {
      try Backtest(policy: policy, approvals: approvals).run(over: Lines.of(events))
    }
    let never = try run(Days.load(), .never)
    #expect(never.transitions.isEmpty && never.proposals.map(\.transition.to) == ["ALERT"])
    #expect(try run(Days.load(), .recorded) == never)

    let always = try run(Days.load(), .always)
    #expect(always.transitions.first?.approval?.by == "backtest")

    var answered = Days.load()
    let place = try #require(answered.firstIndex { $0.time == Days.time(160) })
    answered.insert(
      NewEvent(
        "mode_transition_approved",
        fields: [Member("proposal_id", "p1"), Member("by", "ada")]), at: place)
    answered.insert(
      NewEvent(
        "mode_transition_proposed",
        fields: [
          Member("proposal_id", "p1"), Member("from", "NORMAL"), Member("to", "ALERT"),
        ]), at: place)
    let approved = try run(answered, .recorded)
    #expect(approved.transitions.first?.approval?.by == "ada")
    #expect(approved.transitions.first?.decidedAt == Days.time(155))
  }

  @Test func `imported lines drive nothing`() throws {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.path + "/store")
    try Disk.write(scratch.path + "/day.jsonl", Days.load().flatMap { $0.line() })
    try log.importFile(scratch.path + "/day.jsonl")
    let policy = try Policy(yaml: Days.rules, file: "rules.yaml")
    let result = try Backtest(policy: policy).run(over: log.read())

    #expect(result.events > 100)
    #expect(result.transitions.isEmpty && result.begin == nil)
  }
}
