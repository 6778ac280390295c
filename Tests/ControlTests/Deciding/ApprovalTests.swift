import Control
import Events
import Testing

@Suite struct ApprovalTests {
  private let cpu = Rules.cpu
  private let wanted =
    #"conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}], requires_human_approval: true"#
  private let other =
    #"conditions: [{metric: perf_system_mem_used, operator: ">", value: 95}]"#

  private func rig(_ more: String = "", _ rules: String = "") throws -> Rig {
    try Rig(Rules.of("NORMAL_to_ALERT: {\(wanted)\(more)}\(rules)"))
  }

  @Test func `a rule that needs a person proposes once and waits`() throws {
    var rig = try rig()

    rig.hold(cpu, 90, 0...100)

    #expect(rig.diary == ["0 ? ALERT"])
    #expect(rig.memory.proposals.map(\.id) == ["p1"])
    #expect(rig.memory.proposals[0].expiresAt == Rig.time(300))
  }

  @Test func `approval takes the transition with the reasons of the proposal`() throws {
    var rig = try rig()

    rig.say(cpu, 90, at: 0)
    rig.say(cpu, 20, at: 5)
    rig.approve("p1")
    #expect(rig.wasEffective)
    rig.tick(10)

    #expect(rig.diary == ["0 ? ALERT", "10 ALERT"])
    #expect(rig.transitions[0].approval == .init(of: "p1", by: "ada"))
    #expect(rig.transitions[0].reasons.map(\.value) == [.number(90)])
    #expect(rig.memory.proposals == [])
  }

  @Test func `a second approval, or one of something unknown, has no effect`() throws {
    var rig = try rig()
    rig.say(cpu, 90, at: 0)

    rig.approve("p1")
    #expect(rig.wasEffective)
    rig.approve("p1", by: "bob")
    #expect(!rig.wasEffective)
    rig.approve("p2")
    #expect(!rig.wasEffective)
    rig.tick(1)

    #expect(rig.transitions.map { $0.approval?.by } == ["ada"])
  }

  @Test func `after a rejection the rule rests while its conditions hold`() throws {
    var rig = try rig()

    rig.say(cpu, 90, at: 0)
    rig.reject("p1")
    #expect(rig.wasEffective)
    rig.hold(cpu, 90, 5...295)
    rig.tick(299.999)
    #expect(rig.diary == ["0 ? ALERT"])
    rig.say(cpu, 90, at: 300)

    #expect(rig.diary == ["0 ? ALERT", "300 ? ALERT"])
  }

  @Test func `after a rejection conditions that were once false are news`() throws {
    var rig = try rig()

    rig.say(cpu, 90, at: 0)
    rig.reject("p1")
    #expect(rig.wasEffective)
    rig.say(cpu, 80, at: 5)
    rig.say(cpu, 90, at: 10)

    #expect(rig.diary == ["0 ? ALERT", "10 ? ALERT"])
  }

  @Test func `conditions that are false when it is rejected are news the next time`() throws {
    var rig = try rig()

    rig.say(cpu, 90, at: 0)
    rig.say(cpu, 80, at: 5)
    rig.reject("p1")
    #expect(rig.wasEffective)
    rig.say(cpu, 90, at: 10)

    #expect(rig.diary == ["0 ? ALERT", "10 ? ALERT"])
  }

  @Test func `a proposal expires, and the rule rests from that time on`() throws {
    var rig = try rig(", proposal_expires_seconds: 60, cooldown_seconds: 100")

    rig.hold(cpu, 90, 0...58, step: 2)
    rig.tick(59.999)
    #expect(rig.memory.proposals.count == 1)
    rig.hold(cpu, 90, 60...150)
    #expect(rig.memory.proposals == [])
    rig.approve("p1")
    #expect(!rig.wasEffective)
    rig.hold(cpu, 90, 155...165)

    #expect(rig.diary == ["0 ? ALERT", "160 ? ALERT"])
  }

  @Test func `what was approved in time does not expire`() throws {
    var rig = try rig()

    rig.say(cpu, 90, at: 0)
    rig.tick(299)
    rig.approve("p1")
    #expect(rig.wasEffective)
    rig.tick(400)

    #expect(rig.diary == ["0 ? ALERT", "400 ALERT"])
  }

  @Test func `when the mode changed meanwhile the proposal is gone`() throws {
    var rig = try rig()

    rig.say(cpu, 90, at: 0)
    rig.set("DEGRADED", at: 5)
    rig.approve("p1")
    #expect(!rig.wasEffective)
    rig.tick(6)
    #expect(rig.diary == ["0 ? ALERT"])
    rig.set("NORMAL", at: 10)
    rig.say(cpu, 90, at: 11)

    #expect(rig.diary == ["0 ? ALERT", "11 ? ALERT"])
  }

  @Test func `a rule that waits for a person holds up no other`() throws {
    var rig = try rig("", "\nNORMAL_to_DEGRADED: {\(other)}")

    rig.say(cpu, 90, at: 0)
    rig.say("perf_system_mem_used", 99, at: 1)

    #expect(rig.diary == ["0 ? ALERT", "1 DEGRADED"])
  }

  @Test func `beside a transition nothing is proposed`() throws {
    var rig = try rig("", "\nNORMAL_to_DEGRADED: {\(other)}")

    rig.sensors.add(cpu, .number(90), at: Rig.time(0))
    rig.say("perf_system_mem_used", 99, at: 0)
    rig.tick(0)

    #expect(rig.diary == ["0 DEGRADED"])
  }

  @Test func `a person need not wait for the dwell, a proposal does`() throws {
    var rig = try Rig(
      Rules.of(
        "NORMAL_to_ALERT: {\(wanted)}",
        modes: "NORMAL: {min_dwell_seconds: 60}\n  ALERT: {}\n  DEGRADED: {}"))
    rig.mode = Policy.ModeInForce("NORMAL", since: Rig.time(0))

    rig.hold(cpu, 90, 0...59)
    #expect(rig.diary == [])
    rig.say(cpu, 90, at: 60)

    #expect(rig.diary == ["60 ? ALERT"])
  }
}
