import Sensors
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `tlm watch` in one process, events from another, `tlm sensors` in a third.
@Suite struct WatchTests {
  /// Until the watch says that it publishes.
  private func publishing(_ watch: Command) throws -> Value {
    while let line = try watch.nextLine() {
      let status = try json(line)
      if status["publishing"] == true { return status }
    }
    throw Command.Failure(description: "the watch ended")
  }

  /// What sensors say, once that is off the board.
  private func onBoard(_ sandbox: Sandbox, _ arguments: [String]) throws -> Value {
    try eventually("what sensors say off the board") {
      let document = try json(sandbox.tlm(["sensors"] + arguments + ["--json"]).output)
      // Not `nil`, which a value can be.
      return document["source"] == "board" ? document : .none
    }
  }

  @Test func `events of one process are on the board of another for a third`() throws {
    let sandbox = try Sandbox()
    let watch = try sandbox.start("watch", "--sample", "off")
    _ = try publishing(watch)

    for _ in 0..<3 {
      try #require(try sandbox.tlm("emit", "tool_call_failed", "risk_level=high").code == 0)
    }
    // A stranger's line goes through the inbox.
    try #require(
      try sandbox.shell("echo '{\"event\":\"tool_call_failed\"}' >> .tlm/in.jsonl").code == 0)

    try eventually("four calls on the board") { () -> Bool? in
      let sensors = try onBoard(sandbox, ["get", "safety_tool_calls_total"])["sensors"]
      return sensors?["safety_tool_calls_total"]?["value"] == .double(4) ? true : nil
    }
    #expect(try sandbox.tlm("sensors", "get", "safety_tool_calls_total").output == "4\n")
    #expect(try sandbox.tlm("sensors", "get", "safety_tool_high_risk_calls").output == "3\n")
    watch.signal(SIGTERM)
    let end = try watch.finish()
    #expect(end.code == 0 && end.errors.isEmpty)
    #expect(try json(try #require(end.lines.last))["state"] == "stopped")
  }

  @Test func `a mode that is set is told by the watch, and on the board`() throws {
    let sandbox = try Sandbox()
    let watch = try sandbox.start("watch", "--sample", "off")
    #expect(try publishing(watch)["mode"] == "NORMAL")

    try #require(try sandbox.tlm("mode", "set", "ALERT", "--reason", "x").code == 0)

    let told = try json(try #require(try watch.nextLine()))
    #expect(told["mode"] == "ALERT")
    #expect(try sandbox.tlm("sensors", "get", "safety_mode_state").output == "ALERT\n")
    watch.signal(SIGINT)
    #expect(try watch.finish().code == 0)
  }

  @Test func `the machine is sampled, by one of two watchers`() throws {
    let sandbox = try Sandbox()
    let watches = try (0..<2).map { _ in try sandbox.start("watch", "--sample", "1s") }
    try eventually("six samples") {
      try sandbox.events().count { $0.contains("system_metrics_snapshot") } >= 6 ? true : nil
    }

    for watch in watches { watch.signal(SIGTERM) }
    let ends = try watches.map { try $0.finish() }

    #expect(ends.allSatisfy { $0.code == 0 })
    let samples = try ends.map { try json(#require($0.lines.last))["samples"]?.integer ?? -1 }
    let all = try sandbox.events().count { $0.contains("system_metrics_snapshot") }
    #expect(samples.sorted() == [0, Int64(all)], "each by the one that publishes")
    #expect(try sandbox.tlm("sensors", "get", "perf_system_load_avg_1m").code == 0)
  }

  @Test func `what the board says of a day of all events is what Python calculates`() throws {
    let sandbox = try Sandbox()
    let made = try sandbox.shell("python3 \(Reference.folder)/sensor_day.py 4000 day.jsonl")
    try #require(made.code == 0, "\(made.errors)")
    let watch = try sandbox.start("watch", "--sample", "off", "--no-control")
    _ = try publishing(watch)
    // A few of now behind the day, so that windows have something in them.
    try #require(try sandbox.tlm("append", "day.jsonl").code == 0)
    for latency in [3, 141, 59] {
      let emitted = try sandbox.tlm(
        "emit", "tool_call_completed", "latency_ms:=\(latency)", "success:=false")
      try #require(emitted.code == 0)
    }

    let document = try onBoard(sandbox, ["list"])
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)

    let lines = try EventLog.open(sandbox.store).eventLines()
    _ = try sandbox.file("log.jsonl", lines.joined(separator: "\n") + "\n")
    let at = try #require(document["at"]?.text)
    let asked = try sandbox.shell(
      "python3 \(Reference.folder)/sensors.py log.jsonl --at \(lines.count):\(at)")
    try #require(asked.code == 0, "\(asked.errors)")
    let expected = try json(asked.output).elements[0]["sensors"]
    for sensor in SensorCatalog.shipped {
      let (said, right) = (document["sensors"]?[sensor.id], expected?[sensor.id])
      for key in ["value", "unit", "kind", "time", "stale"] {
        #expect(said?[key] == right?[key], "\(sensor.id) \(key)")
      }
    }
    let latency = document["sensors"]?["perf_tool_call_latency"]?["value"]
    #expect(latency != .null && latency != nil)
  }

  /// What waits for a reader sees no cancellation.
  @Test func `a watch that nobody reads ends when it is asked twice`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "x").code == 0)

    let result = try sandbox.shell(
      """
      mkfifo pipe; exec 3<>pipe; python3 -c 'import os; os.set_blocking(3, False)
      try:
        while True: os.write(3, b"x" * 4096)
      except BlockingIOError: os.set_blocking(3, True)'
      \(Sandbox.binary) watch --sample off >&3 & id=$!
      until [ -e .tlm/board ]; do sleep 0.05; done; sleep 0.5
      for n in 1 2 3 4 5 6 7 8 9 10; do kill -TERM $id; sleep 1.2; kill -0 $id || break; done
      wait $id; echo $?
      """, within: 60)

    #expect(result.lines.last == "143", "\(result.output) \(result.errors)")
  }
}
