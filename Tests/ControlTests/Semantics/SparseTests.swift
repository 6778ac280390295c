import Control
import Events
import Testing

/// What is decided on logs with gaps: at the first and the last event, between events that are far
/// apart, and by producers whose clocks differ.
@Suite struct SparseTests {
  private let high = Rules.one(#"metric: perf_system_cpu_load, operator: ">", value: 85"#)

  private func sample(_ load: Double, at second: Double?) -> NewEvent {
    NewEvent(
      "system_metrics_snapshot", at: second.map { Rig.time($0) },
      fields: [Member("cpu_load_percent", .double(load))])
  }

  private func decided(
    _ events: [NewEvent], by rules: String? = nil, now: Double = 1e6
  ) throws -> [String] {
    let policy = try Policy(yaml: rules ?? high, file: "rules.yaml")
    return try Backtest(policy: policy).run(over: Lines.of(events), now: Rig.time(now))
      .transitions.map { transition in
        let second = transition.decidedAt.since(Rig.time(0))?.seconds ?? .nan
        return "\(second) \(transition.to)"
      }
  }

  @Test func `no decision is older than the reading that it rests on`() throws {
    let events = [sample(10, at: 2), sample(100, at: 604), sample(80, at: 614)]
    #expect(try decided(events) == ["604.0 ALERT"])

    var rig = try LiveRig(high)
    try rig.load(10, at: 2)
    try rig.load(100, at: 604)
    try rig.load(80, at: 614)
    #expect(try rig.diary == ["604 ALERT"] && rig.backtest == ["604 ALERT"])
  }

  @Test func `the first and the last event of a log decide`() throws {
    #expect(try decided([sample(100, at: 2)]) == ["2.0 ALERT"])
    #expect(try decided([sample(10, at: 2), sample(100, at: 4000)]) == ["4000.0 ALERT"])
    #expect(try decided([sample(100, at: 2), sample(10, at: 4000)]) == ["2.0 ALERT"])
    #expect(try decided([sample(10, at: 2), sample(100, at: 3)]) == ["3.0 ALERT"])
  }

  @Test func `the last event does not decide before its time has come`() throws {
    let events = [sample(10, at: 2), sample(100, at: 4000)]
    #expect(try decided(events, now: 3999) == [])
    #expect(try decided(events, now: 4000) == ["4000.0 ALERT"])

    var rig = try LiveRig(high)
    try rig.load(100, at: 4000, clock: 3999)
    #expect(try rig.diary == [])
    try rig.tick(4000)
    #expect(try rig.diary == ["4000 ALERT"])
  }

  @Test func `each hour of an hourly log decides at its own time`() throws {
    let rules = Rules.of(
      """
      NORMAL_to_ALERT: {conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]}
      ALERT_to_NORMAL: {conditions: [{metric: perf_system_cpu_load, operator: "<", value: 50}]}
      """)
    let loads = [100.0, 10, 100, 100, 10]
    let events = loads.enumerated().map { sample($1, at: Double($0) * 3600 + 7) }

    let wanted = ["7 ALERT", "3607 NORMAL", "7207 ALERT", "14407 NORMAL"]
    #expect(
      try decided(events, by: rules) == wanted.map { $0.replacing(" ", with: ".0 ") })
    var rig = try LiveRig(rules)
    for (hour, load) in loads.enumerated() { try rig.load(load, at: Double(hour) * 3600 + 7) }
    #expect(try rig.diary == wanted && rig.backtest == wanted)
  }

  @Test func `untimed lines behind an event that waits decide one by one, at its time`() throws {
    let rules = Rules.of(
      """
      NORMAL_to_ALERT: {conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]}
      ALERT_to_NORMAL: {conditions: [{metric: perf_system_cpu_load, operator: "<", value: 50}]}
      """)
    let events =
      [NewEvent("note", at: Rig.time(2)), NewEvent("note", at: Rig.time(900))]
      + [100, 10, 100, 10, 100, 10].map { sample($0, at: nil) }

    #expect(
      try decided(events, by: rules)
        == ["ALERT", "NORMAL", "ALERT", "NORMAL", "ALERT", "NORMAL"].map { "900.0 \($0)" })
  }

  @Test func `of two producers five minutes apart nothing is lost`() throws {
    let rules = Rules.one(
      #"metric: safety_tool_high_risk_calls, operator: ">", value: 59, window_seconds: 600"#)
    func call(at second: Double) -> NewEvent {
      NewEvent("tool_call_completed", at: Rig.time(second), fields: [Member("risk_level", "high")])
    }
    let events = (0..<30).flatMap { step in
      [call(at: 300 + Double(step)), call(at: Double(step))]
    }

    #expect(try decided(events, by: rules, now: 320) == [])
    // The last of the earlier clock is counted at 329, which an instant at 330 sees.
    #expect(
      try decided(
        events + [NewEvent("note", at: Rig.time(335)), NewEvent("note", at: Rig.time(336))],
        by: rules) == ["330.0 ALERT"])
  }

  @Test func `a task is open until the event that ends it, however far apart they are`() throws {
    let rules = Rules.one(
      #"metric: perf_orch_active_tasks, operator: "==", value: 0"#)
    let task = [Member("task_id", "t")]
    let events = [
      NewEvent("task_started", at: Rig.time(0), fields: task),
      NewEvent("task_completed", at: Rig.time(700), fields: task),
    ]

    #expect(try decided(events, by: rules) == ["700.0 ALERT"])
  }

  @Test func `more untimed lines than can wait are passed by, and count when their time comes`()
    throws
  {
    let filler = [Member("text", .string(String(repeating: "x", count: 60_000)))]
    let events =
      [sample(10, at: 2), sample(100, at: 900)]
      + (0..<80).map { _ in NewEvent("note", at: nil, fields: filler) } + [sample(10, at: 5)]

    #expect(try decided(Array(events.dropLast())) == [], "no reader believes it any more")
    #expect(try decided(Array(events.prefix(10))) == ["900.0 ALERT"], "few wait for one")
    let later = stride(from: 60.0, through: 960, by: 60).map { NewEvent("note", at: Rig.time($0)) }
    #expect(try decided(events + later) == ["900.0 ALERT"])
  }
}
