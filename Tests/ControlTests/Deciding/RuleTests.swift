import Control
import Events
import Testing
import Folding

@Suite struct RuleTests {
  private let cpu = Rules.cpu
  private let high = #"conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]"#
  private let low = #"conditions: [{metric: perf_system_cpu_load, operator: "<", value: 70}]"#

  @Test func `of rules that hold the first in the file is taken`() throws {
    var rig = try Rig(Rules.of("NORMAL_to_DEGRADED: {\(high)}\nNORMAL_to_ALERT: {\(high)}"))

    rig.say(cpu, 90, at: 0)

    #expect(rig.diary == ["0 DEGRADED"])
  }

  @Test func `an instant brings one transition, the next instant the next`() throws {
    var rig = try Rig(Rules.of("NORMAL_to_ALERT: {\(high)}\nALERT_to_DEGRADED: {\(high)}"))

    rig.say(cpu, 90, at: 0)
    #expect(rig.diary == ["0 ALERT"])
    rig.tick(5)

    #expect(rig.diary == ["0 ALERT", "5 DEGRADED"])
  }

  @Test func `an edge may have several rules, as a list or under one key twice`() throws {
    let other = #"conditions: [{metric: perf_system_mem_used, operator: ">", value: 50}]"#
    for rules in [
      "NORMAL_to_ALERT:\n- {\(high)}\n- {\(other)}",
      "NORMAL_to_ALERT: {\(high)}\nNORMAL_to_ALERT: {\(other)}",
    ] {
      var rig = try Rig(Rules.of(rules))

      rig.say("perf_system_mem_used", 60, at: 0)

      #expect(rig.transitions.map(\.rule) == ["NORMAL_to_ALERT#2"])
    }
  }

  @Test func `a rule that fired rests for its cooldown`() throws {
    var rig = try Rig(
      Rules.of("NORMAL_to_ALERT: {\(high), cooldown_seconds: 60}\nALERT_to_NORMAL: {\(low)}"))

    rig.say(cpu, 90, at: 0)
    rig.say(cpu, 50, at: 5)
    rig.say(cpu, 90, at: 59.999)
    #expect(rig.diary == ["0 ALERT", "5 NORMAL"])
    rig.say(cpu, 90, at: 60)

    #expect(rig.diary == ["0 ALERT", "5 NORMAL", "60 ALERT"])
  }

  @Test func `a mode stays for its dwell, the initial one needs none`() throws {
    var rig = try Rig(
      Rules.of(
        "NORMAL_to_ALERT: {\(high)}\nALERT_to_NORMAL: {\(low)}",
        modes: "NORMAL: {min_dwell_seconds: 60}\n  ALERT: {min_dwell_seconds: 30}\n  DEGRADED: {}"))

    rig.say(cpu, 90, at: 0)
    rig.say(cpu, 50, at: 29.999)
    #expect(rig.diary == ["0 ALERT"])
    rig.say(cpu, 50, at: 30)
    rig.say(cpu, 90, at: 89)

    #expect(rig.diary == ["0 ALERT", "30 NORMAL"])
  }

  @Test func `a mode that the file does not have is left by nothing`() throws {
    var rig = try Rig(Rules.of("NORMAL_to_ALERT: {\(high)}"))
    rig.mode = Policy.ModeInForce("MAINTENANCE", since: nil)

    rig.say(cpu, 90, at: 0)

    #expect(rig.diary == [])
  }

  @Test func `time never goes back`() throws {
    var rig = try Rig(
      Rules.of("NORMAL_to_ALERT: {\(high), cooldown_seconds: 60}\nALERT_to_NORMAL: {\(low)}"))

    rig.say(cpu, 90, at: 100)
    rig.tick(50)

    #expect(rig.memory.time == Rig.time(100))
    #expect(rig.transitions.map(\.decidedAt) == [Rig.time(100)])
  }

  @Test func `a transition from 2099 does not keep its rule from firing`() throws {
    var rig = try Rig(Rules.of("NORMAL_to_ALERT: {\(high), cooldown_seconds: 60}"))
    rig.tick(0)

    rig.memory.record(
      .transition(
        from: "NORMAL", to: "ALERT", rule: "NORMAL_to_ALERT", reasons: [], at: Rig.time(2.3e9)),
      rig.policy)
    rig.say(cpu, 90, at: 60)

    #expect(rig.diary == ["60 ALERT"])
  }

  @Test func `an edge taken three times within 600 s is proposed for calibration once`() throws {
    var rig = try Rig(Rules.of("NORMAL_to_ALERT: {\(high)}\nALERT_to_NORMAL: {\(low)}"))

    for round in 0..<5 {
      rig.say(cpu, 90, at: Double(round) * 100)
      rig.say(cpu, 50, at: Double(round) * 100 + 50)
    }

    #expect(rig.calibrations.map(\.to) == ["ALERT", "NORMAL"])
    #expect(rig.calibrations[0].times == [0, 100, 200].map(Rig.time))
    #expect(
      rig.calibrations[0].reasons.map { $0.map(\.value) } == [
        [.number(90)], [.number(90)], [.number(90)],
      ])
    #expect(rig.calibrations[0].advice.count == 1)
  }

  @Test func `three times in more than 600 s are no oscillation, and it may begin anew`() throws {
    var rig = try Rig(Rules.of("NORMAL_to_ALERT: {\(high)}\nALERT_to_NORMAL: {\(low)}"))
    let rises = [0, 300, 600, 3000, 3300, 3600.001, 3601]

    for rise in rises {
      rig.say(cpu, 90, at: rise)
      rig.set("NORMAL", at: rise)
      rig.say(cpu, 50, at: rise)
    }

    // The first three; then 3000 is too long ago for 3600.001, but the last three are near.
    let found = rig.calibrations.filter { $0.to == "ALERT" }.map(\.times)
    #expect(found == [[0, 300, 600], [3300, 3600.001, 3601]].map { $0.map(Rig.time) })
  }

  @Test func `memory goes through its encoded form unchanged`() throws {
    var rig = try Rig(Policy.serverRules)
    rig.hold(cpu, 90, 0...40)
    rig.count(Rules.risky, 7, at: 41)

    let bytes = try StateEncoder().encode(rig.memory)
    let decoded = try StateDecoder().decode(Policy.Memory.self, from: bytes)

    #expect(decoded == rig.memory)
    #expect(decoded.belongs(to: rig.policy))
    #expect(
      try !Policy.Memory(for: Policy(yaml: "modes: {A: }", file: "a")).belongs(to: rig.policy))
  }
}
