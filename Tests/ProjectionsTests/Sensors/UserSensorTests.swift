import Sensors
import Events
import Projections
import Testing
import Folding

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
