import Sensors
import Events
import Projections
import Testing
import Folding

@Suite struct ActiveTasksTests {
  private let id = "perf_orch_active_tasks"

  private func task(_ event: String, _ task: String, at time: Int) -> String {
    line(event, at: time, ["task_id": "\"\(task)\""])
  }

  @Test func `tasks are counted by their key, from start to end`() throws {
    let sensed = try Sensed([
      task("task_started", "a", at: 0), task("task_started", "b", at: 1),
      task("task_started", "a", at: 2), task("task_failed", "b", at: 3),
      line("task_started", at: 4, ["trace_id": "\"t\""]), task("task_completed", "nobody", at: 5),
    ])

    #expect(sensed.number(id, at: 5) == 2)
    #expect(sensed.reading(id, at: 5)?.time == time(5))
    #expect(
      sensed.table.series(of: id, in: sensed.state, window: 6, at: time(5)).map(\.value)
        == [1, 2, 2, 1, 2, 2].map { .number($0) })
  }

  @Test func `a task that never ended is forgotten after a day`() throws {
    let sensed = try Sensed([task("task_started", "a", at: 0), task("task_started", "b", at: 60)])

    #expect(sensed.number(id, at: 86_399) == 2)
    #expect(sensed.number(id, at: 86_400) == 1)
    #expect(sensed.number(id, at: 86_460) == 0)
  }

  @Test func `what a snapshot says holds until the next event of a task`() throws {
    let lines = [
      task("task_started", "a", at: 0),
      line("orchestrator_snapshot", at: 1, ["active_tasks": "7", "pending_tasks": "3"]),
    ]

    #expect(try Sensed(lines).number(id, at: 1) == 7)
    #expect(try Sensed(lines).number("perf_orch_pending_tasks", at: 1) == 3)
    #expect(try Sensed(lines + [task("task_started", "b", at: 2)]).number(id, at: 2) == 2)
  }

  @Test func `a start in 2099 forgets nobody, and is not counted`() throws {
    let sensed = try Sensed([
      task("task_started", "a", at: 0), task("task_started", "b", at: 2_300_000_000),
      task("task_started", "c", at: 1), task("task_started", "d", at: 2),
    ])

    #expect(sensed.number(id, at: 2) == 3)
  }

  @Test func `open tasks are bounded`() throws {
    let lines = (0..<70_000).map { task("task_started", "t\($0)", at: $0 / 100) }

    let count = try #require(try Sensed(lines).number(id, at: 700))

    #expect(count <= 65_536)
    #expect(count >= 57_344)
  }
}

@Suite struct ModeSensorTests {
  @Test func `the mode is what mode-state says, once something changed it`() throws {
    let lines = [
      line("mode_transition", at: 0, ["from": "\"NORMAL\"", "to": "\"ALERT\""]),
      line("mode_transition", at: 10, ["from": "\"NORMAL\"", "to": "\"LOCKDOWN\""]),
      line("mode_transition", at: 20, ["from_mode": "\"ALERT\"", "to_mode": "\"NORMAL\""]),
    ]

    #expect(try Sensed([]).reading("safety_mode_state", at: 0) == nil)
    let sensed = try Sensed(Array(lines))
    #expect(
      sensed.reading("safety_mode_state", at: 20)
        == SensorReading(.word("NORMAL"), at: time(20)))
    #expect(sensed.reading("safety_mode_state", at: 10)?.value == .word("ALERT"))
  }
}

@Suite struct UserSensorTests {
  private func metrics(_ sensors: SensorDefinition...) -> SensorMetrics {
    SensorMetrics(sensors: sensors)
  }

  @Test func `a counter of a user counts what its conditions let through`() throws {
    var failures = SensorDefinition(
      id: "build_failures_10m", kind: .counter,
      signals: [
        SensorDefinition.Signal(
          "build_finished", where: SensorDefinition.Condition("result", "failure"))
      ])
    failures.window = 600
    let lines = [
      line("build_finished", at: 0, ["result": "\"failure\""]),
      line("build_finished", at: 300, ["result": "\"success\""]),
      line("build_finished", at: 601, ["result": "\"failure\""]),
      line("build_finished", at: 602, ["metadata": #"{"result":"failure"}"#]),
    ]

    let sensed = try Sensed(metrics(failures), lines)

    #expect(sensed.number("build_failures_10m", at: 602) == 2)
    #expect(sensed.number("build_failures_10m", at: 601) == 1)
    #expect(sensed.number("build_failures_10m", window: 3600, at: 602) == 3)
  }

  @Test func `a latency in seconds is read as what its unit says`() throws {
    let inSeconds = SensorDefinition(
      id: "deploy_latency", kind: .histogram, unit: "s",
      signals: [SensorDefinition.Signal("deploy_finished", field: "duration_s")])
    let inMilliseconds = SensorDefinition(
      id: "deploy_latency_ms", kind: .histogram, unit: "ms",
      signals: [SensorDefinition.Signal("deploy_finished", field: "duration_s")])

    let sensed = try Sensed(
      metrics(inSeconds, inMilliseconds), [line("deploy_finished", at: 0, ["duration_s": "1.25"])])

    #expect(sensed.number("deploy_latency", at: 0) == 1.25)
    #expect(sensed.number("deploy_latency_ms", at: 0) == 1250)
  }

  @Test func `a rate without a whole counts per time`() throws {
    var rate = SensorDefinition(
      id: "builds_per_minute", kind: .rate, unit: "1/min",
      signals: [SensorDefinition.Signal("build")])
    rate.per = 60
    let sensed = try Sensed(metrics(rate), (0..<30).map { line("build", at: $0, [:]) })

    #expect(sensed.number("builds_per_minute", window: 30, at: 29) == 60)
    #expect(sensed.number("builds_per_minute", at: 29) == 6)
  }

  @Test func `a state says its last word`() throws {
    let state = SensorDefinition(
      id: "door", kind: .state, signals: [SensorDefinition.Signal("door_moved", field: "position")])
    let sensed = try Sensed(
      metrics(state),
      [
        line("door_moved", at: 0, ["position": #""open""#]),
        line("door_moved", at: 9, ["position": #""shut""#]),
        line("door_moved", at: 9, ["position": "3"]),
      ])

    #expect(sensed.reading("door", at: 3)?.value == .word("open"))
    #expect(sensed.reading("door", at: 9)?.value == .word("shut"))
    #expect(sensed.table.invalid(of: "door", in: sensed.state) == 1)
  }

  @Test func `a shipped sensor reads what a user points it at`() throws {
    let mine = SensorDefinition(
      id: "perf_system_load_avg", kind: .gauge,
      signals: [SensorDefinition.Signal("top", field: "load.one")])
    let sensed = try Sensed(
      metrics(mine),
      [
        line("top", at: 0, ["load": #"{"one":3}"#]),
        line("sensor_poll", at: 1, ["load_avg_1m": "9"]),
      ])

    #expect(sensed.number("perf_system_load_avg_1m", at: 1) == 3)
    #expect(sensed.table.definitions.count == SensorCatalog.shipped.count)
  }

  @Test func `the order of definitions does not matter to the identity`() throws {
    let one = SensorDefinition(id: "one", kind: .counter, signals: [SensorDefinition.Signal("a")])
    let two = SensorDefinition(id: "two", kind: .counter, signals: [SensorDefinition.Signal("b")])

    let bytes = try StateEncoder().encode(metrics(one, two))

    #expect(try StateEncoder().encode(metrics(two, one)) == bytes)
    #expect(try StateEncoder().encode(metrics(one)) != bytes)
    let decoded = try StateDecoder().decode(SensorMetrics.self, from: bytes)
    #expect(decoded.sensors == [one, two])
  }

  @Test func `a definition that cannot be says why`() {
    let noEvent = SensorDefinition(id: "a", kind: .counter, signals: [])
    let noField = SensorDefinition(id: "a", kind: .gauge, signals: [SensorDefinition.Signal("e")])
    let badID = SensorDefinition(id: "a b", kind: .counter, signals: [SensorDefinition.Signal("e")])
    let good = SensorDefinition(id: "a", kind: .counter, signals: [SensorDefinition.Signal("e")])

    #expect(SensorCatalog.problem(with: [noEvent]) == "the sensor a names no event")
    #expect(
      SensorCatalog.problem(with: [noField]) == "the sensor a is a gauge and names no field to read"
    )
    #expect(SensorCatalog.problem(with: [badID])?.contains("not a b") == true)
    #expect(SensorCatalog.problem(with: [good, good]) == "the sensor a is defined twice")
    #expect(SensorCatalog.problem(with: [good]) == nil)
  }
}
