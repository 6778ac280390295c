import Control
import Events
import Testing

/// What a loop writes at an instant of a clock that a test sets, and what times do that are wrong.
@Suite struct InstantTests {
  private let high = #"conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]"#
  private let sustained = Rules.one(
    #"metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 30"#)
  private static let year2099 = Double(73 * 365 * 86_400)

  @Test func `an evaluation writes one transition, however far the readings would lead`() throws {
    var rig = try LiveRig(
      Rules.of("NORMAL_to_ALERT: {\(high)}\nALERT_to_DEGRADED: {\(high)}"))

    try rig.load(90, at: 1)
    #expect(try rig.diary == ["1 ALERT"])
    try rig.tick(4.999)
    #expect(try rig.diary == ["1 ALERT"])
    try rig.tick(5)

    #expect(try rig.diary == ["1 ALERT", "5 DEGRADED"])
    try rig.load(90, at: 10)
    #expect(try rig.backtest == ["1 ALERT", "5 DEGRADED"])
  }

  @Test func `of the rules that hold the first of the file is written`() throws {
    var rig = try LiveRig(
      Rules.of("NORMAL_to_DEGRADED: {\(high)}\nNORMAL_to_ALERT: {\(high)}"))

    try rig.load(90, at: 1)
    try rig.tick(20)

    #expect(try rig.diary == ["1 DEGRADED"] && rig.backtest == ["1 DEGRADED"])
  }

  @Test func `sustained for exactly so long, by the clock alone, and not a millisecond less`()
    throws
  {
    var exact = try LiveRig(sustained)
    var less = try LiveRig(sustained)

    for second in stride(from: 0.0, through: 25, by: 5) {
      try exact.load(90, at: second)
      try less.load(90, at: second + 0.001)
    }
    try exact.tick(30)
    try less.tick(30)

    #expect(try exact.diary == ["30 ALERT"])
    #expect(try less.diary == [])
    try less.tick(35)
    #expect(try less.diary == ["35 ALERT"], "the next instant")
  }

  @Test func `a sample that comes late counts at its own time`() throws {
    var rig = try LiveRig(sustained)

    for second in stride(from: 0.0, through: 25, by: 5) { try rig.load(90, at: second) }
    try rig.load(10, at: 12, clock: 27)
    try rig.tick(30)
    #expect(try rig.diary == [])
    for second in stride(from: 30.0, through: 60, by: 5) { try rig.load(90, at: second) }

    // 15, the first sample after the low one, and 30 s.
    #expect(try rig.diary == ["45 ALERT"] && rig.backtest == ["45 ALERT"])
  }

  @Test func `one line from 2099 neither moves the clock nor fills a window`() throws {
    let rules = Rules.of(
      """
      NORMAL_to_ALERT:
      - conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]
      - conditions: [{metric: safety_tool_high_risk_calls, operator: ">", value: 5, window_seconds: 60}]
      """)
    var rig = try LiveRig(rules)

    try rig.load(20, at: 0)
    try rig.load(99, at: Self.year2099, clock: 1)
    try rig.risk(5, at: 2)
    try rig.risk(1, at: Self.year2099, clock: 3)
    try rig.load(20, at: 5)
    try rig.tick(60)
    #expect(try rig.diary == [] && rig.backtest == [])
    try rig.risk(1, at: 61)

    #expect(try rig.diary == ["61 ALERT"] && rig.backtest == ["61 ALERT"])
  }

  @Test func `a transition from 2099 does not keep rules from being followed`() throws {
    var rig = try LiveRig(Rules.of("ALERT_to_DEGRADED: {\(high)}"))

    try rig.load(20, at: 0)
    try rig.say(
      "mode_transition", Member("from", "NORMAL"), Member("to", "ALERT"), at: Self.year2099,
      clock: 1)
    try rig.load(90, at: 5)
    try rig.load(90, at: 10)

    #expect(try rig.diary.last == "5 DEGRADED")
  }

  @Test func `an hour that the clock jumps over has its instants, too`() throws {
    var rig = try LiveRig(
      Rules.one(
        #"metric: safety_tool_high_risk_calls, operator: "==", value: 0, window_seconds: 60"#))

    try rig.risk(1, at: 1)
    try rig.tick(3600)

    // The call leaves its window at 61, and 65 is the next multiple of the interval.
    #expect(try rig.diary == ["65 ALERT"])
  }
}
