import Control
import Events
import Testing

/// Windows and readings of the sensors that are folded from a log, as a loop and a backtest see
/// them.
@Suite struct WindowTests {
  private let risky = Rules.one(
    #"metric: safety_tool_high_risk_calls, operator: ">", value: 5, window_seconds: 60"#)

  @Test func `a window reaches back to its first whole second and no further`() throws {
    var inside = try LiveRig(risky)
    var outside = try LiveRig(risky)

    try inside.risk(3, at: 10)
    try inside.risk(3, at: 69.999)
    try outside.risk(3, at: 10.999)
    try outside.risk(3, at: 70)
    try outside.tick(71)

    #expect(try inside.diary == ["69.999 ALERT"] && inside.backtest == ["69.999 ALERT"])
    #expect(try outside.diary == [] && outside.backtest == [])
  }

  @Test func `the present second belongs to the window, and with it the event that is decided on`()
    throws
  {
    var rig = try LiveRig(
      Rules.one(
        #"metric: safety_tool_high_risk_calls, operator: ">", value: 0, window_seconds: 1"#))

    try rig.risk(1, at: 7.25)

    #expect(try rig.diary == ["7.25 ALERT"])
  }

  @Test func `what left its window is false at the next instant`() throws {
    let rules = Rules.of(
      """
      NORMAL_to_ALERT:
        conditions:
        - {metric: safety_tool_high_risk_calls, operator: ">", value: 5, window_seconds: 60}
        - {metric: perf_system_cpu_load, operator: ">", value: 85}
        logic: all
      """)
    var last = try LiveRig(rules)
    var late = try LiveRig(rules)

    try last.risk(6, at: 10)
    try last.load(90, at: 69)
    try late.risk(6, at: 10)
    try late.tick(70)
    try late.load(90, at: 71)

    // At 69 all six are in the window; the instant at 70 finds none of them.
    #expect(try last.diary == ["69 ALERT"])
    #expect(try late.diary == [])
  }

  @Test func `rates and histograms cover their window, and say nothing without an event in it`()
    throws
  {
    let wanted = #"operator: ">=", value: 0.5, window_seconds: 20"#
    let share = Rules.one(#"metric: perf_tool_error_rate, \#(wanted)"#)
    let never = Rules.one(
      #"metric: perf_tool_error_rate, operator: "<=", value: 1, window_seconds: 20"#)
    let slow = Rules.one(
      #"metric: perf_tool_call_latency, operator: ">", value: 100, quantile: 0.5, window_seconds: 20"#
    )
    func call(_ rig: inout LiveRig, _ isGood: Bool, _ latency: Int64, at second: Double) throws {
      try rig.say(
        "tool_call_completed", Member("success", .bool(isGood)),
        Member("latency_ms", .integer(latency)), at: second)
    }
    var rate = try LiveRig(share)
    var silent = try LiveRig(never)
    var median = try LiveRig(slow)

    for second in [0.0, 1] { try call(&rate, true, 1, at: second) }
    try call(&rate, false, 1, at: 20)  // 1 of 2: the first is out of it
    try silent.tick(60)
    for (second, latency) in [(0.0, Int64(10)), (1, 10), (2, 500), (20, 500)] {
      try call(&median, true, latency, at: second)
    }
    try call(&median, true, 500, at: 21)

    #expect(try rate.diary == ["20 ALERT"])
    #expect(try silent.diary == [])
    // At 20: 10, 500, 500 are left, and the median is 500.
    #expect(try median.diary == ["20 ALERT"])
  }

  @Test func `a gauge that is stale says nothing, whoever asks`() throws {
    let rules = Rules.of(
      """
      NORMAL_to_ALERT:
        conditions:
        - {metric: perf_system_cpu_load, operator: ">", value: 85}
        - {metric: safety_tool_high_risk_calls, operator: ">", value: 0, window_seconds: 5}
        logic: all
      """)
    var fresh = try LiveRig(rules)
    var stale = try LiveRig(rules)

    try fresh.load(90, at: 0)
    try fresh.risk(1, at: 14)
    try fresh.tick(15)
    try stale.load(90, at: 0)
    // What no event feeds is looked at again at the next multiple of the interval.
    try stale.tick(20)
    try stale.risk(1, at: 21)
    try stale.tick(25)

    #expect(try fresh.diary == ["14 ALERT"])
    #expect(try stale.diary == [])
  }

  @Test func `a gauge that was never read makes nothing true`() throws {
    var rig = try LiveRig(
      Rules.one(#"metric: perf_system_gpu_load, operator: "!=", value: 50"#))

    try rig.load(90, at: 0)
    for second in stride(from: 5.0, through: 60, by: 5) { try rig.tick(second) }

    #expect(try rig.diary == [] && rig.backtest == [])
  }
}
