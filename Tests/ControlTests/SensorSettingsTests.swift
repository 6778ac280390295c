import Configuration
import Sensors
import Control
import Events
import Projections
import Testing

@Suite struct SensorSettingsTests {
  private func sensors(_ text: String) throws(ConfigurationError) -> [SensorDefinition] {
    try SensorSettings.sensors(in: Array(text.utf8), file: "config.yaml")
  }

  private func mistakes(_ text: String) -> [String] {
    do throws(ConfigurationError) {
      _ = try sensors(text)
      return []
    } catch {
      return error.mistakes.map(\.description)
    }
  }

  @Test func `the examples of the reference are read`() throws {
    let sensors = try sensors(
      """
      sensors:
        build_failures_10m: {kind: counter, event: build_finished, where: {result: failure}, window: 10m}
        queue_depth:        {kind: gauge, event: queue_sampled, field: depth, unit: jobs, stale_after: 15s}
        deploy_latency:     {kind: histogram, event: deploy_finished, field: duration_s, unit: s, window: 1h}
      """)

    var failures = SensorDefinition(
      id: "build_failures_10m", kind: .counter,
      signals: [
        SensorDefinition.Signal(
          "build_finished", where: SensorDefinition.Condition("result", "failure"))
      ])
    failures.window = 600
    var depth = SensorDefinition(
      id: "queue_depth", kind: .gauge, unit: "jobs",
      signals: [SensorDefinition.Signal("queue_sampled", field: "depth")])
    depth.staleAfter = 15
    var latency = SensorDefinition(
      id: "deploy_latency", kind: .histogram, unit: "s",
      signals: [SensorDefinition.Signal("deploy_finished", field: "duration_s")])
    latency.window = 3600
    #expect(sensors == [failures, depth, latency])
    #expect(SensorMetrics(sensors: sensors).horizon == 3600)
    #expect(SensorCatalog.problem(with: sensors) == nil)
  }

  @Test func `rates are shares of events, or counts per time`() throws {
    let sensors = try sensors(
      """
      sensors:
        a: {kind: rate, event: failed, over: [failed, finished]}
        b: {kind: rate, event: finished, where: {ok: [false, 0, "no"]}, over: {event: finished, where: {real: true}}}
        c: {kind: rate, event: finished, over: 1m, window: 2d}
      """)

    #expect(sensors[0].over == [SensorDefinition.Signal("failed", "finished")])
    #expect(
      sensors[1].signals[0].conditions == [
        SensorDefinition.Condition(field: "ok", values: [.bool(false), .number(0), .text("no")])
      ])
    #expect(
      sensors[1].over == [
        SensorDefinition.Signal("finished", where: SensorDefinition.Condition("real", true))
      ])
    #expect(sensors[2].per == 60)
    #expect(SensorMetrics(sensors: sensors).horizon == 172_800)
  }

  @Test func `a shipped sensor is pointed at other events, or changed in part`() throws {
    let sensors = try sensors(
      """
      other: {things: here}
      sensors:
        perf_system_cpu_load: {event: top, field: cpu, interval: 10s}
        perf_system_disk_used: {stale_after: 1h}
        perf_orch_active_tasks: {event: queue, field: running}
        perf_tool_call_latency: {event: [mine, theirs]}
      """)

    #expect(
      sensors.map(\.id) == [
        "perf_system_cpu_load", "res_disk_usage_percent", "perf_orch_active_tasks",
        "perf_tool_call_latency",
      ])
    #expect(sensors[0].unit == "%")
    #expect(sensors[0].staleness == 30)
    #expect(sensors[1].signals == SensorCatalog.shipped.first { $0.id == sensors[1].id }?.signals)
    #expect(sensors[1].staleness == 3600)
    #expect(sensors[2].derivation == nil)
    #expect(sensors[3].signals == [SensorDefinition.Signal("mine", "theirs", field: "latency_ms")])
  }

  @Test func `no sensors are no sensors`() throws {
    #expect(try sensors("") == [])
    #expect(try sensors("other: 1") == [])
    #expect(try sensors("sensors:") == [])
  }

  @Test func `every mistake is named with its place and what was expected`() {
    let found = mistakes(
      """
      sensors:
        "a b": {kind: counter, event: e}
        c: {event: e}
        d: {kind: gague, event: e, field: f}
        e: {kind: gauge, event: e}
        f: {kind: counter, event: e, field: f, window: ten}
        g: {kind: histogram, event: e, field: f, quantile: 95, windw: 3}
        h: {kind: rate, event: e}
        i: {kind: state, event: [], field: f}
        j: 7
        safety_policy_violations: {event: v}
        safety_output_policy_violations: {where: {a: {b: c}}}
      """)

    #expect(
      found == [
        #"config.yaml:2:3: expected an id of 1 to 47 letters, digits, _ . and -, found "a b"; rename the sensor"#,
        "config.yaml:3:6: expected the key kind for the sensor c, found none; add it",
        #"config.yaml:4:13: expected one of gauge counter rate histogram state for kind, found the text "gague"; did you mean gauge?"#,
        "config.yaml:5:6: expected the key field for the sensor e, because a gauge reads one, found none; add it",
        "config.yaml:6:32: expected no field for the sensor f, because a counter has none; remove it",
        #"config.yaml:6:50: expected a length of time such as 15s, 10m or 1h for window, found the text "ten"; write a whole number and one of s m h d w, up to ten years"#,
        "config.yaml:7:54: expected a share from 0 to 1 for quantile, found 95; write 0.95 for the 95th percentile",
        #"config.yaml:7:58: expected for the sensor g one of kind, event, field, where, window, aggregate, quantile, unit, interval, stale_after, over, found the key "windw"; did you mean window?"#,
        "config.yaml:8:6: expected the key over for the sensor h, with the events it is a share of or a time such as 1m, found none; add it",
        "config.yaml:9:27: expected a name or a list of names for event, found a list; name one",
        "config.yaml:10:6: expected keys and values for the sensor j, found 7; correct it",
        "config.yaml:12:3: expected each sensor once, found safety_output_policy_violations here and by its other name in line 11; remove one",
        "config.yaml:12:37: expected the key event beside where for the sensor safety_output_policy_violations, found none; name the event that is read",
      ])
  }
}

@Suite struct StateReadingsTests {
  @Test func `a policy knows every sensor of the catalogue, its kind, unit and staleness`() {
    for sensor in SensorCatalog.shipped {
      let known = SensorDirectory.shipped[sensor.id]
      #expect(known?.kind == sensor.kind)
      #expect(known?.unit == (sensor.unit == "–" ? nil : sensor.unit))
      #expect(known?.staleAfter == sensor.staleness.flatMap { Nanoseconds(seconds: Double($0)) })
    }
    for (alias, id) in SensorCatalog.aliases {
      #expect(SensorDirectory.shippedAliases[alias] == id)
    }
  }

  @Test func `a question is answered by the state`() {
    let metrics = SensorMetrics()
    let readings = StateReadings(SensorTable(metrics), metrics.initial)
    let time = Timestamp(rawValue: 5)

    #expect(
      readings.reading(SensorQuestion("safety_anomaly_events", window_s: 60), number: 0, at: time)
        == SensorReading(.number(0), at: time))
    #expect(readings.reading(SensorQuestion("perf_system_cpu_load"), number: 0, at: time) == nil)
  }
}
