import Sensors
import Events
import Projections
import TestSupport
import Testing

/// The sensors after some lines, to be asked at a second of the tests' time.
struct Sensed {
  let metrics: SensorMetrics
  let state: SensorMetrics.State
  let table: SensorTable

  init(_ lines: [String]) throws { try self.init(SensorMetrics(), lines) }

  init(_ metrics: SensorMetrics, _ lines: [String]) throws {
    self.metrics = metrics
    state = try given(metrics, lines)
    table = SensorTable(metrics)
  }

  func reading(
    _ id: String, window: Int? = nil, aggregate: SensorQuestion.Aggregate? = nil,
    quantile: Double? = nil,
    at second: Int
  ) -> SensorReading? {
    table.reading(
      of: id, in: state, window: window, aggregate: aggregate, quantile: quantile, at: time(second))
  }

  func number(
    _ id: String, window: Int? = nil, aggregate: SensorQuestion.Aggregate? = nil,
    quantile: Double? = nil,
    at second: Int
  ) -> Double? {
    let reading = reading(
      id, window: window, aggregate: aggregate, quantile: quantile, at: second)
    guard case .number(let number) = reading?.value else { return nil }
    return number
  }
}

/// An instant of the tests, in the seconds of `line(_:at:)`.
func time(_ second: Int, nanoseconds: Int64 = 0) -> Timestamp {
  Timestamp(rawValue: (1_770_000_000 + Int64(second)) * 1_000_000_000 + nanoseconds)
}

@Suite struct SensorMetricsTests {
  private let cpu = "perf_system_cpu_load"

  private func snapshot(_ value: String, at time: Int) -> String {
    line("system_metrics_snapshot", at: time, ["cpu_load_percent": value])
  }

  @Test func `the catalogue has all its sensors, each with a name of its own`() {
    let ids = SensorCatalog.shipped.map(\.id)

    #expect(ids.count == 67)
    #expect(Set(ids).count == ids.count)
    #expect(SensorCatalog.problem(with: SensorCatalog.shipped) == nil)
    for (alias, id) in SensorCatalog.aliases {
      #expect(ids.contains(id) && !ids.contains(alias))
    }
  }

  @Test func `an empty log has no readings but counters of nothing`() throws {
    let sensed = try Sensed([])

    for definition in sensed.table.definitions {
      let expected: Double? = definition.kind == .counter ? 0 : nil
      #expect(sensed.number(definition.id, at: 0) == expected)
      #expect(sensed.reading(definition.id, at: 0)?.isStale != true)
    }
  }

  @Test func `a gauge says the reading with the greatest time that is not ahead`() throws {
    let sensed = try Sensed([
      snapshot("10", at: 0), snapshot("30", at: 10), snapshot("20", at: 5),
    ])

    #expect(sensed.number(cpu, at: 10) == 30)
    #expect(sensed.number(cpu, at: 5) == 30, "five seconds ahead is near enough")
    #expect(sensed.number(cpu, at: 4) == 20)
    #expect(sensed.number(cpu, at: -6) == nil)
  }

  @Test func `of two readings at one time the last to come counts`() throws {
    let sensed = try Sensed([snapshot("10", at: 0), snapshot("11", at: 0)])

    #expect(sensed.number(cpu, at: 0) == 11)
    #expect(sensed.number(cpu, window: 1, aggregate: .last, at: 0) == 11)
  }

  @Test func `of more readings than are kept the first to come goes, and the newest stays`() throws
  {
    let limit = 64
    let lines = (0..<limit + 6).map { snapshot("\($0)", at: $0) }
    let sensed = try Sensed(lines)

    #expect(sensed.number(cpu, at: limit + 5) == Double(limit + 5))
    #expect(sensed.number(cpu, at: 1) == 6, "the oldest that is kept")
    #expect(sensed.number(cpu, at: 0) == nil)
    #expect(sensed.number(cpu, window: 60, aggregate: .min, at: 5) == 0, "windows keep their own")
  }

  @Test func `a reading is stale after three intervals, and events never are`() throws {
    let sensed = try Sensed([snapshot("10", at: 0), line("policy_violation", at: 0, [:])])

    #expect(sensed.reading(cpu, at: 15)?.isStale == false)
    #expect(sensed.reading(cpu, at: 16)?.isStale == true)
    #expect(sensed.reading("safety_policy_violations", at: 100_000)?.isStale == false)
  }

  @Test func `a window covers its last second and not the one before its first`() throws {
    let sensed = try Sensed((0..<120).map { line("policy_violation", at: $0, [:]) })

    #expect(sensed.number("safety_policy_violations", window: 60, at: 119) == 60)
    #expect(sensed.number("safety_policy_violations", window: 60, at: 60) == 60)
    #expect(sensed.number("safety_policy_violations", window: 60, at: 58) == 59)
    #expect(sensed.number("safety_policy_violations", window: 60, at: 178) == 1)
    #expect(sensed.number("safety_policy_violations", window: 60, at: 179) == 0)
    #expect(sensed.number("safety_policy_violations", at: 0) == 120)
  }

  @Test func `fractions of a second belong to their second`() throws {
    let sensed = try Sensed([
      #"{"ts":1770000000.999999999,"event":"policy_violation"}"#,
      #"{"ts":-0.5,"event":"policy_violation"}"#,
    ])
    let id = "safety_policy_violations"

    #expect(sensed.number(id, window: 1, at: 0) == 1)
    #expect(sensed.number(id, window: 1, at: 1) == 0)
    let before = sensed.table.reading(
      of: id, in: sensed.state, window: 1, at: Timestamp(rawValue: -1))
    #expect(before?.value == .number(1))
  }

  @Test func `a window of more than an hour counts in wider buckets`() throws {
    let metrics = SensorMetrics(sensors: [], horizon: 7200)
    let lines = (0..<300).map { line("policy_violation", at: $0 * 60, [:]) }
    let sensed = try Sensed(metrics, lines)
    let id = "safety_policy_violations"

    #expect(sensed.number(id, window: 7200, at: 17_940) == 120)
    #expect(sensed.number(id, window: 3600, at: 17_940) == 60)
    #expect(sensed.reading(id, window: 7201, at: 17_940) == nil)
    #expect(try Sensed(lines).reading(id, window: 3601, at: 17_940) == nil)
  }

  @Test func `aggregates of a gauge are exact whatever the order`() throws {
    var lines = (0..<50).map { snapshot("\($0 * 10 + 1).1", at: $0) }
    let sorted = try Sensed(lines)
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    lines.shuffle(using: &random)
    let shuffled = try Sensed(lines)

    for sensed in [sorted, shuffled] {
      #expect(sensed.number(cpu, window: 10, aggregate: .mean, at: 49) == 446.1)
      #expect(sensed.number(cpu, window: 10, at: 49) == 446.1)
      #expect(sensed.number(cpu, window: 10, aggregate: .min, at: 49) == 401.1)
      #expect(sensed.number(cpu, window: 10, aggregate: .max, at: 49) == 491.1)
      #expect(sensed.number(cpu, window: 10, aggregate: .last, at: 45) == 451.1)
      #expect(sensed.number(cpu, window: 10, at: 100) == nil)
    }
  }

  @Test func `a rate is a share of its window, and nothing without events`() throws {
    var lines = (0..<8).map { line("model_call_completed", at: $0, ["success": "true"]) }
    lines.append(line("model_call_completed", at: 8, ["success": "false"]))
    lines.append(line("model_call_error", at: 9, [:]))
    let sensed = try Sensed(lines)

    #expect(sensed.number("perf_model_error_rate", at: 9) == 0.2)
    #expect(sensed.number("perf_model_error_rate", window: 2, at: 9) == 1)
    #expect(sensed.number("perf_model_error_rate", window: 4, at: 7) == 0)
    #expect(sensed.number("perf_model_error_rate", at: 400) == nil)
  }

  @Test func `a histogram reads the quantile that is asked for`() throws {
    let lines = (1...100).map { (number: Int) in
      line("tool_call_completed", at: number, ["latency_ms": "\(number)"])
    }
    let sensed = try Sensed(Array(lines.prefix(60)))
    let id = "perf_tool_call_latency"

    #expect(sensed.number(id, at: 60) == 30)
    #expect(sensed.number(id, quantile: 0.95, at: 60) == 57)
    #expect(sensed.number(id, quantile: 1, at: 60) == 60)
    #expect(sensed.number(id, quantile: 0, at: 60) == 1)
    #expect(sensed.number(id, window: 10, aggregate: .mean, at: 60) == 55.5)
    #expect(sensed.number(id, window: 10, aggregate: .max, at: 60) == 60)
    #expect(sensed.table.summary(of: id, in: sensed.state, at: time(60))?.count == 60)
    let bucketed = try #require(try Sensed(lines).number(id, quantile: 0.95, at: 100))
    #expect(abs(bucketed - 95) < 95 * 0.008)
  }

  @Test func `values below zero have quantiles, too, where the unit has such values`() throws {
    let lines = (-5...4).map { line("eval_completed", at: 0, ["score": "\($0)"]) }
    let sensed = try Sensed(lines + [line("tool_call_completed", at: 0, ["latency_ms": "-1"])])

    #expect(sensed.number("learn_eval_score_distribution", at: 0) == -1)
    #expect(sensed.number("learn_eval_score_distribution", quantile: 0.1, at: 0) == -5)
    #expect(sensed.number("learn_eval_score_distribution", quantile: 1, at: 0) == 4)
    #expect(sensed.number("learn_eval_score_distribution", aggregate: .mean, at: 0) == -0.5)
    #expect(sensed.number("perf_tool_call_latency", at: 0) == nil)
    #expect(sensed.table.invalid(of: "perf_tool_call_latency", in: sensed.state) == 1)
  }

  @Test(arguments: ["\"50\"", "true", "[]", "-1", "1e300", "{}"])
  func `what is no value of the unit is counted, and is no reading`(value: String) throws {
    let sensed = try Sensed([snapshot(value, at: 0)])

    #expect(sensed.reading(cpu, at: 0) == nil)
    #expect(sensed.table.invalid(of: cpu, in: sensed.state) == 1)
  }

  @Test func `one line from 2099 is no reading and costs one bucket`() throws {
    let far = Int(4_070_908_800 - 1_770_000_000)
    var lines = (1...3600).map { line("policy_violation", at: $0, [:]) }
    lines += [snapshot("20", at: 3600), snapshot("99", at: far)]
    let id = "safety_policy_violations"

    let before = try Sensed(lines)
    let after = try Sensed(lines + [line("policy_violation", at: far, [:])])

    #expect(after.number(cpu, at: 3600) == 20)
    #expect(before.number(id, window: 3600, at: 3600) == 3600)
    #expect(after.number(id, window: 3600, at: 3600) == 3599)
    #expect(after.number(id, window: 60, at: 3600) == 60)
    #expect(before.metrics.report(of: before.state)["at"] == "2026-02-02T03:40:00.000000Z")
  }

  @Test func `an event before the first time is in the total and in no window`() throws {
    let sensed = try Sensed([#"{"event":"policy_violation"}"#, snapshot("1", at: 0)])

    #expect(sensed.number("safety_policy_violations", at: 0) == 1)
    #expect(sensed.number("safety_policy_violations", window: 3600, at: 0) == 0)
  }

  @Test func `aliases of ids and fields read the same`() throws {
    let sensed = try Sensed([
      line(
        "sensor_poll", at: 0,
        [
          "cpu_load": "1", "memory_used": "2", "gpu_load": "3", "disk_usage": "4",
          "load_avg_1m": "5",
        ])
    ])

    #expect(sensed.number(cpu, at: 0) == 1)
    #expect(sensed.number("perf_system_mem_used", at: 0) == 2)
    #expect(sensed.number("perf_system_gpu_load", at: 0) == 3)
    for id in ["res_disk_usage_percent", "perf_system_disk_used", "perf_system_disk_usage_percent"]
    {
      #expect(sensed.number(id, at: 0) == 4)
    }
    #expect(sensed.number("perf_system_load_avg", at: 0) == 5)
  }

  @Test func `readings under metrics go by id`() throws {
    let metrics =
      #"{"perf_system_cpu_load":7,"perf_system_disk_used":8,"kb_docs_total":9,"perf_system_cpu_load":1,"control_rules_true":2,"perf_orch_active_tasks":3,"safety_tool_calls_total":4,"x":5,"res_kb_storage_bytes":"many"}"#
    for event in ["sensor_poll", "metrics.sampled"] {
      let sensed = try Sensed([line(event, at: 0, ["metrics": metrics])])

      #expect(sensed.number(cpu, at: 0) == 1, "the last of equal keys counts")
      #expect(sensed.number("res_disk_usage_percent", at: 0) == 8)
      #expect(sensed.number("kb_docs_total", at: 0) == 9)
      #expect(sensed.number("control_rules_true", at: 0) == 2)
      #expect(sensed.number("perf_orch_active_tasks", at: 0) == 3)
      #expect(sensed.number("safety_tool_calls_total", at: 0) == 0)
      #expect(sensed.table.invalid(of: "res_kb_storage_bytes", in: sensed.state) == 1)
    }
  }

  @Test func `a series has the buckets of its window in the order of time`() throws {
    let sensed = try Sensed([
      snapshot("3", at: 9), snapshot("1", at: 1), snapshot("2", at: 5), snapshot("2.5", at: 5),
    ])

    let series = sensed.table.series(of: cpu, in: sensed.state, window: 9, at: time(9))

    #expect(series.map(\.time) == [time(1), time(5), time(9)])
    #expect(series.map(\.value) == [.number(1), .number(2.25), .number(3)])
    for point in series {
      let reading = sensed.table.reading(of: cpu, in: sensed.state, window: 1, at: point.time)
      #expect(reading?.value == point.value)
    }
  }
}
