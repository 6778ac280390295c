import Control
import Events
import Testing

/// Proposals and people's answers, as they stand in a log.
@Suite struct ProposalTests {
  private let asking =
    #"conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}], requires_human_approval: true, proposal_expires_seconds: 60"#
  private let other = #"conditions: [{metric: perf_system_mem_used, operator: ">", value: 95}]"#

  private func rules() -> String {
    Rules.of("NORMAL_to_ALERT: {\(asking)}\nNORMAL_to_DEGRADED: {\(other)}")
  }

  @Test func `an approval takes the transition, at once and once`() throws {
    var rig = try LiveRig(rules())

    try rig.load(90, at: 1)
    try rig.tick(5)
    #expect(try rig.diary == [])
    try rig.answer("mode_transition_approved", at: 7)
    try rig.answer("mode_transition_approved", at: 8)
    try rig.tick(20)

    // The instant of an answer is the last one that was reached.
    #expect(try rig.diary == ["5 ALERT"])
  }

  @Test func `a rejection takes nothing, and the rule rests`() throws {
    var rig = try LiveRig(rules())

    try rig.load(90, at: 1)
    try rig.answer("mode_transition_rejected", at: 7)
    try rig.answer("mode_transition_approved", at: 8)
    for second in stride(from: 10.0, through: 50, by: 10) { try rig.load(90, at: second) }

    #expect(try rig.diary == [] && rig.backtest == [])
    #expect(try rig.proposals.count == 1)
  }

  @Test func `at its expiry it can no longer be approved, just before it can`() throws {
    var early = try Rig(rules())
    var late = try Rig(rules())

    early.say(Rules.cpu, 90, at: 0)
    early.tick(59.999)
    early.approve("p1")
    late.say(Rules.cpu, 90, at: 0)
    late.tick(60)
    late.approve("p1")

    #expect(early.wasEffective)
    #expect(!late.wasEffective && late.memory.proposals == [])
  }

  @Test(arguments: [0, 1, 86_400, 73 * 365 * 86_400] as [Double])
  func `a proposal that claims to be of later ends when its life has passed on the clock`(
    ahead: Double
  ) throws {
    var rig = try Rig(rules())
    rig.tick(100)
    let rule = try #require(rig.policy.rules.first { $0.to == "ALERT" }).name
    let wanted = ModeTransition(
      from: "NORMAL", to: "ALERT", rule: rule, reasons: [],
      decidedAt: Rig.time(100 + ahead))

    let isTaken = rig.memory.record(.proposed(id: "late", wanted), rig.policy)
    rig.tick(159.999)
    let open = rig.memory.proposals.map(\.id)
    rig.tick(160)

    #expect(isTaken && open == ["late"])
    #expect(rig.memory.proposals == [])
    rig.approve("late")
    #expect(!rig.wasEffective)
  }

  @Test func `an approval after the mode has changed means nothing`() throws {
    var rig = try LiveRig(rules())

    try rig.load(90, at: 1)
    try rig.say(
      "system_metrics_snapshot", Member("mem_used_percent", .double(99)), at: 2)
    try rig.answer("mode_transition_approved", at: 7)
    try rig.tick(20)

    #expect(try rig.diary == ["2 DEGRADED"])
  }

  @Test func `at the instant of a transition nothing is proposed`() throws {
    var rig = try Rig(rules())

    rig.sensors.add(Rules.cpu, .number(90), at: Rig.time(0))
    rig.sensors.add("perf_system_mem_used", .number(99), at: Rig.time(0))
    rig.tick(0)

    #expect(rig.diary == ["0 DEGRADED"])
  }

  @Test func `a transition from a mode that is not in force is history`() throws {
    let high = #"conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]"#
    var rig = try LiveRig(Rules.of("ALERT_to_DEGRADED: {\(high)}"))

    try rig.say(
      "mode_transition", Member("from", "DEGRADED"), Member("to", "ALERT"), at: 1)
    try rig.load(90, at: 2)
    try rig.tick(10)
    #expect(try !rig.diary.contains { $0.hasSuffix("DEGRADED") })
    try rig.say("mode_transition", Member("from", "NORMAL"), Member("to", "ALERT"), at: 11)
    try rig.tick(15)

    #expect(try rig.diary.last == "15 DEGRADED")
  }

  @Test func `a transition that is older than the one in force is history`() throws {
    let high = #"conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]"#
    var rig = try LiveRig(Rules.of("ALERT_to_DEGRADED: {\(high)}"))

    try rig.load(20, at: 10)
    try rig.say("mode_transition", Member("from", "NORMAL"), Member("to", "ALERT"), at: 12)
    try rig.say(
      "mode_transition", Member("from", "ALERT"), Member("to", "NORMAL"), at: 11, clock: 13)
    try rig.load(90, at: 14)

    #expect(try rig.diary.last == "14 DEGRADED")
  }
}
