import Sensors
import TLM
import TestSupport
import Testing

@Suite struct SensorCommandTests {
  private static let sample =
    #"{"ts":"2026-02-13T10:00:00Z","event":"system_metrics_snapshot","cpu_load_percent":"#
  private static let load =
    sample + "91.25}\n"
    + #"{"ts":"2026-02-13T10:00:03Z","event":"tool_call_failed","latency_ms":12}"# + "\n"

  private func filled() throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", input: Self.load).code == 0)
    return sandbox
  }

  @Test func `get prints the bare value of one sensor, by any of its names`() throws {
    let sandbox = try filled()
    let at = ["--at", "2026-02-13T10:00:04Z"]

    let cpu = try sandbox.tlm(["sensors", "get", "perf_system_cpu_load"] + at)
    let calls = try sandbox.tlm(["sensors", "get", "safety_tool_calls_total"] + at)
    let other = try sandbox.tlm(["sensors", "get", "safety_policy_violations"] + at)

    #expect(cpu.output == "91.25\n" && cpu.errors.isEmpty && cpu.code == 0)
    #expect(calls.output == "1\n")
    #expect(other.output == "0\n")
  }

  @Test func `a stale value is printed and said to be stale`() throws {
    let result = try filled().tlm(
      "sensors", "get", "perf_system_cpu_load", "--at", "2026-02-13T10:05:00Z")

    #expect(result.output == "91.25\n" && result.code == 0)
    #expect(result.errors.contains("stale") && result.errors.contains("5 min"))
  }

  @Test func `no reading is 1, and an unknown name is a mistake that names the nearest`() throws {
    let sandbox = try filled()

    let silent = try sandbox.tlm("sensors", "get", "perf_model_error_rate")
    let slip = try sandbox.tlm("sensors", "get", "perf_system_cpu_laod")
    let part = try sandbox.tlm("sensors", "get", "error_rate")

    #expect(silent.code == 1 && silent.output.isEmpty)
    #expect(slip.code == 64 && slip.errors.contains("did you mean perf_system_cpu_load?"))
    #expect(part.code == 64)
    #expect(part.errors.contains("perf_model_error_rate or perf_tool_error_rate"))
  }

  @Test func `a window is asked for`() throws {
    let sandbox = try filled()
    func calls(_ window: String, _ at: String) throws -> String {
      try sandbox.tlm(
        "sensors", "get", "safety_tool_calls_total", "--window", window, "--at", at
      ).output
    }

    #expect(try calls("1m", "2026-02-13T10:01:02Z") == "1\n")
    #expect(try calls("59s", "2026-02-13T10:01:02Z") == "0\n")
    #expect(
      try sandbox.tlm("sensors", "get", "perf_system_cpu_load", "--window", "soon").code == 64)
  }

  @Test func `the list has units, ages and what is stale`() throws {
    let sandbox = try filled()

    let list = try sandbox.tlm("sensors", "--at", "2026-02-13T10:03:00Z")
    let all = try sandbox.tlm("sensors", "list", "--all", "--at", "2026-02-13T10:03:00Z")
    let document = try json(
      sandbox.tlm("sensors", "list", "--json", "--at", "2026-02-13T10:03:00Z").output)

    let line = try #require(list.lines.first { $0.hasPrefix("perf_system_cpu_load") })
    #expect(
      line.split(separator: " ") == [
        "perf_system_cpu_load", "91.250", "%", "3", "min", "stale",
      ])
    #expect(list.output.contains("sensors say nothing"))
    #expect(all.lines.count == 1 + SensorCatalog.shipped.count)
    #expect(document.names == ["at", "through", "source", "sensors"])
    #expect(document["source"] == "log")
    #expect(document["sensors"]?.names == SensorCatalog.shipped.map(\.id))
    #expect(document["sensors"]?["perf_system_cpu_load"]?["age_s"] == .double(180))
  }

  @Test func `the store's own sensors are there, and a mistake names line and column`() throws {
    let sandbox = try Sandbox()
    let path = sandbox.store + "/config.yaml"
    try Disk.write(
      path,
      Array("sensors:\n  queue_depth: {kind: gauge, event: queue_sampled, field: depth}\n".utf8))
    try #require(try sandbox.tlm("emit", "queue_sampled", "depth:=7").code == 0)

    #expect(try sandbox.tlm("sensors", "get", "queue_depth").output == "7\n")
    let described = try sandbox.tlm("sensors", "describe", "queue_depth").output
    #expect(described.contains("queue_sampled: depth"))

    try Disk.write(path, Array("sensors:\n  queue_depth: {kind: guage, event: x}\n".utf8))
    let wrong = try sandbox.tlm("sensors", "get", "queue_depth")
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("config.yaml:2:23: "), "\(wrong.errors)")
  }

  @Test func `a series has each second in which something was said`() throws {
    let sandbox = try filled()

    let series = try json(
      sandbox.tlm(
        "sensors", "series", "perf_system_cpu_load", "--window", "1h", "--at",
        "2026-02-13T10:30:00Z", "--json"
      ).output)
    let nothing = try sandbox.tlm(
      "sensors", "series", "perf_system_cpu_load", "--window", "1m", "--at",
      "2026-02-13T10:30:00Z")

    #expect(series.elements.count == 1)
    #expect(series.elements[0]["value"] == .double(91.25))
    #expect(nothing.code == 1)
  }

  @Test func `describe says what a sensor reads, and the values of a histogram`() throws {
    let sandbox = try Sandbox()
    for latency in [10, 20, 30] {
      try #require(
        try sandbox.tlm("emit", "tool_call_completed", "latency_ms:=\(latency)").code == 0)
    }

    let text = try sandbox.tlm("sensors", "describe", "perf_tool_call_latency").output
    let document = try json(
      sandbox.tlm("sensors", "describe", "perf_tool_call_latency", "--json").output)

    #expect(text.contains("tool_call_completed: latency_ms") && text.contains("max 30.000"))
    #expect(document["summary"]?["count"]?.integer == 3)
    #expect(document["window_s"]?.integer == 300)
  }

  @Test func `watch prints a line of JSON each time`() throws {
    let result = try filled().tlm("sensors", "watch", "--times", "2")

    #expect(result.lines.count == 2 && result.code == 0)
    #expect(try json(result.lines[1])["sensors"]?["safety_tool_calls_total"]?["value"] != nil)
  }
}
