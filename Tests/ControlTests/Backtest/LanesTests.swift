@testable import Control
import Events
import Journal
import Lines
import TestSupport
import Testing

/// Sensors run ahead of rules in lanes, on any number of threads: it changes nothing.
@Suite struct LanesTests {
  @Test func `any number of threads decides the same`() throws {
    let seed = randomSeed()
    print("lanes: TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let rules = try PackageFile.bytes("Tests/Benchmarks/rules.yaml")
    let policy = try Policy(yaml: rules, file: "rules.yaml")
    var transitions = 0
    for number in 0..<(Environment.number("TLM_LANES").map { Int($0) } ?? 12) {
      let chunks = History.random(&random)
      let hasAll = number.isMultiple(of: 2)
      func run(_ jobs: Int) throws -> Backtest.Result {
        try Backtest(policy: policy, interval_s: 600, hasAllSensors: hasAll)
          .run(over: ChunkLines(chunks), jobs: jobs)
      }
      let alone = try run(1)
      transitions += alone.transitions.count
      for jobs in 2...5 {
        let together = try run(jobs)
        #expect(together == alone, "history \(number) on \(jobs) threads")
      }
    }
    // Histories in which nothing happens test nothing.
    #expect(transitions > 20)
  }

  /// Once a tool was called it goes to and fro by time alone, eleven minutes each way.
  @Test func `where nothing comes for days, each multiple of the interval still has its instant`()
    throws
  {
    let policy = try Policy(
      yaml: """
        modes: {NORMAL: {}, ALERT: {min_dwell_seconds: 660}}
        edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
        oscillation: {transitions: 1000, window_seconds: 30}
        transition_rules:
          NORMAL_to_ALERT:
            conditions: [{metric: safety_tool_calls_total, operator: ">", value: 0}]
            cooldown_seconds: 1320
          ALERT_to_NORMAL:
            conditions: [{metric: safety_mode_state, operator: "==", value: ALERT}]
        """, file: "rules.yaml")
    let days = 2.0
    // A time is believed when the next one agrees.
    let first = [0.0, 1].map { NewEvent("tool_call_completed", at: Days.time($0)) }
    let last = [0.0, 1].map { NewEvent("note", at: Days.time(days * 86_400 + $0)) }
    // Events that no sensor reads bring no instants, but they bring the time in small steps.
    let steps = stride(from: 60, to: days * 86_400, by: 60).map {
      NewEvent("note", at: Days.time($0))
    }
    func run(_ events: [NewEvent], jobs: Int) throws -> Backtest.Result {
      try Backtest(policy: policy).run(over: Lines.of(events), jobs: jobs)
    }

    let gap = try run(first + last, jobs: 1)

    #expect(gap.transitions.count > 200)
    #expect(try run(first + steps + last, jobs: 1).transitions == gap.transitions)
    #expect(try run(first + last, jobs: 3) == gap)
  }
}

/// What sensors tell of a stretch in which nothing comes.
@Suite struct IdleTests {
  @Test func `an idle day takes no room, though each multiple of the interval is looked at`() throws
  {
    // What is open counts for a day, so nothing settles before.
    let policy = try Policy(
      yaml: """
        modes: {NORMAL: {}, ALERT: {}}
        edges: [NORMAL_to_ALERT]
        transition_rules:
          NORMAL_to_ALERT:
            conditions:
              - {metric: perf_orch_active_tasks, operator: "==", value: 0}
              - {metric: safety_tool_calls_total, operator: ">", value: 0, window_seconds: 60}
            logic: all
        """, file: "rules.yaml")
    let day = 86_400.0
    let task = [Member("task_id", .string("t"))]
    let events = [
      NewEvent("task_started", at: Days.time(0), fields: task),
      NewEvent("tool_call_completed", at: Days.time(1)),
      NewEvent("tool_call_completed", at: Days.time(2 * day)),
      NewEvent("tool_call_completed", at: Days.time(2 * day + 1)),
    ]
    let plan = EvaluationPlan(policy, sensors: [], scope: nil, interval_s: 5)
    var evaluation = SensorEvaluation(plan)
    var steps = EvaluationSteps()
    let batch = LineParser().parse(LineChunk(events.flatMap { $0.line() }))
    _ = batch.resolveTimes(from: nil)
    for index in 0..<batch.count { evaluation.take(batch.event(at: index), number: index, &steps) }

    // Of 34 560 instants: where the window empties, and where the task is given up.
    #expect(steps.all.count < 12 && steps.answers.count < 16)
    let taken = try Backtest(policy: policy).run(over: Lines.of(events)).transitions
    #expect(taken.map(\.decidedAt) == [Days.time(2 * day)])
  }
}

/// A random day on which much is out of order.
private enum History {
  static func random(_ random: inout Seeded) -> [[UInt8]] {
    var time = 0.0
    var chunks: [[UInt8]] = []
    for _ in 0..<20 {
      var chunk: [UInt8] = []
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        // Seldom a gap in which all that sensors say settles.
        switch Int.random(in: 0..<1000, using: &random) {
        case 0..<4: time += 8 * 86_400
        case 4..<24: time += Double.random(in: 60...7200, using: &random)
        default: time += Double.random(in: 0...4, using: &random)
        }
        chunk += event(at: time, &random).line()
      }
      chunks.append(chunk)
    }
    return chunks
  }

  private static func event(at seconds: Double, _ random: inout Seeded) -> NewEvent {
    var time: Timestamp? = Days.time(seconds)
    switch Int.random(in: 0..<20, using: &random) {
    case 0: time = Days.time(seconds - .random(in: 0...90, using: &random))
    case 1: time = Days.time(seconds + .random(in: 0...20, using: &random))
    case 2: time = nil
    default: break
    }
    let amount = Double.random(in: 0...1, using: &random)
    let id = Member("task_id", .string("t\(Int.random(in: 0...9, using: &random))"))
    let (name, fields): (String, [Member]) =
      switch Int.random(in: 0..<13, using: &random) {
      case 0, 1:
        (
          "tool_call_completed",
          [
            Member("latency_ms", .double(amount * 8000)), Member("success", .bool(amount < 0.8)),
            Member("risk_level", .string(amount < 0.3 ? "high" : "low")),
          ]
        )
      case 2: ("model_call_completed", [Member("latency_ms", .double(amount * 90_000))])
      case 3: ("model_call_error", [])
      case 4, 5:
        (
          "system_metrics_snapshot",
          [
            Member("cpu_load_percent", .double(60 + amount * 40)),
            Member("memory_used_percent", .double(70 + amount * 20)),
          ]
        )
      case 6: ("tool_call_blocked", [])
      case 7: ("anomaly_detected", [])
      case 8: ("task_started", [id])
      case 9: ("task_completed", [id, Member("latency_ms", .double(amount * 400_000))])
      // One event that feeds sensors of every lane.
      case 10:
        (
          "sensor_poll",
          [
            Member(
              "metrics",
              .object([
                Member("perf_system_cpu_load", .double(amount * 100)),
                Member("perf_system_mem_used", .double(amount * 100)),
                Member("perf_system_load_avg_1m", .double(amount * 4)),
                Member("res_disk_usage_percent", .double(amount * 96)),
                Member("perf_orch_pending_tasks", .double(amount * 20)),
                Member("perf_orch_active_tasks", .double((amount * 9).rounded())),
              ]))
          ]
        )
      case 11:
        (
          "mode_transition_proposed",
          [
            Member("proposal_id", .string("p")), Member("from", .string("LOCKDOWN")),
            Member("to", .string("RECOVERY")),
          ]
        )
      default:
        (
          "mode_transition_approved",
          [Member("proposal_id", .string("p")), Member("by", .string("ada"))]
        )
      }
    return NewEvent(name, at: time, fields: fields)
  }
}

/// Bytes that are read in several pieces.
private struct ChunkLines: LineSource, ~Copyable {
  private var chunks: [[UInt8]]
  private var position = Position.start

  init(_ chunks: [[UInt8]]) { self.chunks = chunks.reversed() }

  mutating func next() throws(JournalError) -> LineChunk? {
    guard let bytes = chunks.popLast() else { return nil }
    defer { position = Position(rawValue: position.rawValue + Int64(bytes.count)) }
    return LineChunk(bytes, position: position)
  }
}
