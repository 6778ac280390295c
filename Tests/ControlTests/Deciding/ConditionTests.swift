import Control
import Events
import Testing

@Suite struct ConditionTests {
  private let cpu = Rules.cpu
  private let risky = Rules.risky

  @Test func `a window reaches from its first whole second to the present one`() throws {
    var inside = try Rig(
      Rules.one(#"metric: \#(risky), operator: ">", value: 5, window_seconds: 60"#))
    var outside = inside

    inside.count(risky, 3, at: 10)
    inside.count(risky, 3, at: 69.999)
    outside.count(risky, 3, at: 10)
    outside.count(risky, 3, at: 70)

    #expect(inside.diary == ["69.999 ALERT"])
    #expect(outside.diary == [])
  }

  @Test func `a counter without events is 0, a rate without events is nothing`() throws {
    var counter = try Rig(
      Rules.one(#"metric: \#(risky), operator: "==", value: 0, window_seconds: 60"#))
    var rate = try Rig(
      Rules.one(
        #"metric: perf_model_error_rate, operator: "<", value: 0.5, window_seconds: 60"#))

    counter.tick(0)
    rate.tick(0)

    #expect(counter.diary == ["0 ALERT"])
    #expect(rate.diary == [])
  }

  @Test func `a sensor without a reading makes no condition true, whatever the operator`() throws {
    for sign in Comparison.Operator.allCases {
      var rig = try Rig(
        Rules.one(#"metric: \#(cpu), operator: "\#(sign.rawValue)", value: 1"#))

      rig.tick(0)

      #expect(rig.diary == [], "\(sign)")
    }
  }

  @Test func `each operator compares as it is written`() throws {
    let truths: [Comparison.Operator: [Bool]] = [
      .greater: [false, false, true], .atLeast: [false, true, true],
      .less: [true, false, false], .atMost: [true, true, false],
      .equal: [false, true, false], .unequal: [true, false, true],
    ]
    for (sign, expected) in truths {
      let held = try [84.0, 85, 86].map { value in
        var rig = try Rig(
          Rules.one(#"metric: \#(cpu), operator: "\#(sign.rawValue)", value: 85"#))
        rig.say(cpu, value, at: 0)
        return !rig.diary.isEmpty
      }

      #expect(held == expected, "\(sign)")
    }
  }

  @Test func `a current reading that is stale is none`() throws {
    let rules = Rules.one(#"metric: \#(cpu), operator: ">", value: 85, clear: 70"#)
    var fresh = try Rig(rules)
    var stale = try Rig(rules)

    fresh.sensors.add(cpu, .number(90), at: Rig.time(0))
    stale.sensors.add(cpu, .number(90), at: Rig.time(0))
    fresh.tick(15)
    stale.tick(15.001)

    #expect(fresh.diary == ["15 ALERT"])
    #expect(stale.diary == [])
  }

  @Test func `a word is compared with a word`() throws {
    var rig = try Rig(Rules.one(#"metric: safety_mode_state, operator: "==", value: LOCKDOWN"#))

    rig.sensors.add("safety_mode_state", .word("ALERT"), at: Rig.time(0))
    rig.tick(0)
    rig.sensors.add("safety_mode_state", .word("LOCKDOWN"), at: Rig.time(1))
    rig.tick(1)

    #expect(rig.diary == ["1 ALERT"])
  }

  @Test func `any needs one condition, all needs every one`() throws {
    let conditions = """
      conditions: [{metric: \(cpu), operator: ">", value: 85}, \
      {metric: \(risky), operator: ">", value: 0, window_seconds: 60}]
      """
    var any = try Rig(Rules.of("NORMAL_to_ALERT: {\(conditions), logic: any}"))
    var all = try Rig(Rules.of("NORMAL_to_ALERT: {\(conditions), logic: all}"))
    var none = try Rig(Rules.of("NORMAL_to_ALERT: {\(conditions)}"))

    any.say(cpu, 90, at: 0)
    all.say(cpu, 90, at: 0)
    all.count(risky, at: 1)
    none.say(cpu, 90, at: 0)

    #expect(any.diary == ["0 ALERT"])
    #expect(any.transitions[0].reasons.map(\.question.sensor) == [cpu])
    #expect(all.diary == ["1 ALERT"])
    #expect(all.transitions[0].reasons.map(\.question.sensor) == [cpu, risky])
    #expect(none.diary == ["0 ALERT"])
  }

  @Test func `once true it stays true until clear holds`() throws {
    let rules = Rules.of(
      """
      NORMAL_to_ALERT:
        conditions:
        - {metric: \(cpu), operator: ">", value: 85, clear: {operator: "<", value: 70}}
        - {metric: \(risky), operator: ">", value: 0, window_seconds: 10}
        logic: all
      """)
    var latched = try Rig(rules)
    var cleared = try Rig(rules)

    for (second, value) in [(0.0, 86.0), (5, 75)] { latched.say(cpu, value, at: second) }
    latched.count(risky, at: 6)
    for (second, value) in [(0.0, 86.0), (5, 69), (6, 85)] { cleared.say(cpu, value, at: second) }
    cleared.count(risky, at: 7)

    #expect(latched.diary == ["6 ALERT"])
    #expect(latched.transitions[0].reasons[0].isLatched)
    #expect(latched.transitions[0].reasons[0].value == .number(75))
    #expect(cleared.diary == [])
  }

  @Test func `without a reading a latched condition is false, and is not cleared`() throws {
    let rules = Rules.of(
      """
      NORMAL_to_ALERT:
        conditions:
        - {metric: \(cpu), operator: ">", value: 85, clear: 70}
        - {metric: \(risky), operator: ">", value: 0, window_seconds: 10}
        logic: all
      """)
    var rig = try Rig(rules)

    rig.say(cpu, 90, at: 0)
    rig.tick(20)
    rig.count(risky, at: 20)
    #expect(rig.diary == [])
    rig.say(cpu, 80, at: 21)

    #expect(rig.diary == ["21 ALERT"])
  }

  @Test func `a sustained condition can be latched, too`() throws {
    let rules = Rules.of(
      """
      NORMAL_to_ALERT:
        conditions:
        - {metric: \(cpu), operator: ">", value: 85, duration_seconds: 10, clear: 70}
        - {metric: \(risky), operator: ">", value: 0, window_seconds: 10}
        logic: all
      """)
    var rig = try Rig(rules)

    rig.hold(cpu, 90, 0...10)
    rig.say(cpu, 75, at: 15)
    rig.count(risky, at: 16)

    #expect(rig.diary == ["16 ALERT"])
  }

  @Test func `rules that hold and make things worse are counted, on whatever mode`() throws {
    var rig = try Rig(
      Rules.of(
        """
        NORMAL_to_DEGRADED: {conditions: [{metric: \(cpu), operator: ">", value: 85}]}
        ALERT_to_NORMAL:
          conditions: [{metric: control_rules_true, operator: "==", value: 0, duration_seconds: 10}]
        """))
    rig.set("ALERT", at: 0)

    rig.hold(cpu, 90, 0...20)
    rig.hold(cpu, 80, 25...30)
    rig.tick(34.999)
    rig.tick(35)

    #expect(rig.diary == ["35 NORMAL"])
  }
}
