#if Logging && Metrics && Tracing
  import CoreMetrics
  import Events
  import Journal
  import Logging
  import SystemCalls
  import Telemetry
  import TelemetryBootstrap
  import TelemetryMetrics
  import TelemetryTracing
  import TestSupport
  import Testing
  import Tracing

  /// A server that knows Swift's server APIs and one line of tlm, as a process of its own.
  @Suite struct BootstrapTests {
    private let log = ScratchLog()

    /// Runs it, and gives how it ended.
    private func run(
      _ orders: Int, _ environment: [String: String] = [:]
    ) throws -> Command.Result {
      var all = ["TLM_STORE": log.scratch.store, "HOME": log.scratch.path, "PATH": "/usr/bin:/bin"]
      all.merge(environment) { $1 }
      return try Command.run(
        Program.built("server-apis"), ["\(orders)"], environment: all, in: log.scratch.path)
    }

    @Test func `what it told is in the log when it has ended`() throws {
      let ended = try run(10)

      #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
      let orders = try log.events("order")
      let charges = try log.events("charge")
      try #require(orders.count == 10 && charges.count == 10)
      #expect(orders.map { $0["order.number"] } == (1...10).map { .integer($0) })
      #expect(orders.allSatisfy { $0["tool"] == "order-desk" && $0["kind"] == "server" })
      for (order, charge) in zip(orders, charges) {
        #expect(charge["parent_span_id"] == order["span_id"])
        #expect(charge["trace_id"] == order["trace_id"])
      }
      #expect(orders.count { $0["status"] == "failure" } == 2)
      #expect(Set(orders.compactMap { $0["trace_id"]?.text }).count == 10)
    }

    @Test func `its lines are of the spans that they were told in`() throws {
      _ = try run(5)

      let orders = try log.events("order")
      let lines = try log.events("log")
      let taken = lines.filter { $0["msg"] == "order taken" }
      #expect(taken.map { $0["span_id"] } == orders.map { $0["span_id"] })
      #expect(taken.map { $0["order"]?["number"]?.text } == ["1", "2", "3", "4", "5"])
      let refused = try #require(lines.first { $0["msg"] == "order refused" })
      #expect(refused["level"] == "error" && refused["error_type"] == "Refused")
      #expect(refused["trace_id"] == orders.last?["trace_id"])
      #expect(!lines.contains { $0["msg"] == "charged" })
    }

    @Test func `what it counted is written at its end`() throws {
      _ = try run(10)

      let metrics = Dictionary(
        uniqueKeysWithValues: try log.events("metric").map { ($0["metric"]?.text ?? "", $0) })
      #expect(metrics["orders_taken"]?["total"] == 8 && metrics["orders_taken"]?["delta"] == 8)
      #expect(metrics["orders_refused"]?["total"] == 2)
      #expect(metrics["orders_refused"]?["reason"] == "card")
      #expect(metrics["order_time"]?["count"] == 10)
      #expect((metrics["order_time"]?["p50_s"]?.number ?? 0) >= 0.001)
      #expect(metrics["basket_items"]?["max"]?.number == 6)
      #expect(metrics["orders_open"]?["value"]?.number == 0)
      #expect(metrics.values.allSatisfy { $0["trace_id"] == nil })
    }

    @Test func `asked to end by a signal it writes what it counted before it does`() throws {
      let path = Program.built("server-apis")
      let command = try Command(
        path, ["1000000"],
        environment: ["TLM_STORE": log.scratch.store, "HOME": log.scratch.path],
        in: log.scratch.path)
      let end = ContinuousClock.now + .seconds(60)
      // A store that is being made cannot be read yet.
      while ((try? log.events("order").count) ?? 0) < 3, ContinuousClock.now < end {}

      command.signal(15)
      let ended = try command.finish(within: 60)

      #expect(ended.code == 128 + 15)
      #expect(try log.events("metric").contains { $0["metric"] == "orders_taken" })
    }

    @Test func `what is counted and what waits is written as the process ends`() async throws {
      await #expect(processExitsWith: .success) { [path = log.scratch.store as String] in
        let system = TelemetrySystem.bootstrap(
          tool: "short", store: StoreLocation(path: path, reason: .option),
          delivery: .buffered(capacity: 100))
        // Once more is once.
        precondition(TelemetrySystem.bootstrap(tool: "other").emitter === system.emitter)
        Counter(label: "count").increment(by: 7)
        Logger(label: "l").info("said")
        withSpan("done") { _ in }
      }

      let events = try log.events()
      #expect(Set(events.map { $0["event"]?.text }) == ["log", "done", "metric"])
      #expect(events.allSatisfy { $0["tool"] == "short" })
      #expect(try log.events("metric").map { $0["total"] } == [7])
    }

    @Test func `settings hold: the level of lines, the interval of metrics, what is hidden`() throws
    {
      try Disk.write(
        log.scratch.path + "/config.yaml",
        Array("redaction:\n  fields:\n    card: drop\nmetrics_interval: 1s\n".utf8))
      _ = try Folder.make(log.scratch.path + "/.config")
      _ = try Folder.make(log.scratch.path + "/.config/tlm")
      try Folder.rename(
        log.scratch.path + "/config.yaml", to: log.scratch.path + "/.config/tlm/config.yaml")

      _ = try run(900, ["TLM_LEVEL": "debug"])

      #expect(try log.events("log").contains { $0["msg"] == "charged" })
      #expect(try log.events("charge").allSatisfy { $0["card"] == nil })
      let taken = try log.events("metric").filter { $0["metric"] == "orders_taken" }
      #expect(taken.count > 1 && taken.last?["total"] == 720)
      #expect(taken.compactMap { $0["delta"]?.number }.reduce(0, +) == 720)
    }

    @Test(arguments: [["TLM_DISABLED": "1"], ["TLM_ENABLED": "off"]])
    func `switched off it does its work and writes nothing`(environment: [String: String]) throws {
      let ended = try run(3, environment)

      #expect(ended.code == 0 && ended.errors.isEmpty)
      #expect(try FileStatus.of(log.scratch.store) == nil)
    }

    @Test func `a trace that is handed on in the environment goes on in its spans`() throws {
      let trace = "0af7651916cd43dd8448eb211c80319c"
      _ = try run(2, ["TRACEPARENT": "00-\(trace)-b7ad6b7169203331-01"])

      let orders = try log.events("order")
      #expect(orders.count == 2)
      #expect(orders.allSatisfy { $0["trace_id"]?.text == trace })
      #expect(orders.allSatisfy { $0["parent_span_id"] == "b7ad6b7169203331" })
    }

    @Test(arguments: ["file", "folder without rights"])
    func `where there can be no store it does its work all the same`(obstacle: String) throws {
      let path = log.scratch.path + "/no"
      if obstacle == "file" { try Disk.write(path, []) } else { _ = try Folder.make(path, mode: 0) }

      let ended = try run(3, ["TLM_STORE": path + "/store"])

      #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
    }

    @Test func `a mistake in a file of settings is told, and what is built in holds`() throws {
      _ = try Folder.make(log.scratch.store)
      try Disk.write(log.scratch.store + "/config.yaml", Array("levle: info\n".utf8))

      let ended = try run(1, ["TLM_DEBUG": "1"])

      #expect(ended.code == 0 && ended.errors.contains("did you mean level?"), "\(ended.errors)")
      #expect(try log.events("order").count == 1)
    }

    @Test func `its parts are for those who have other backends, too`() throws {
      let system = TelemetrySystem(tool: "parts", store: log.location)
      let logger = Logger(label: "l") { system.logHandler(label: $0) }

      system.tracer.withSpan("s") { _ in logger.warning("w") }
      system.metrics.makeCounter(label: "c", dimensions: []).increment(by: 1)
      #expect(system.flush())

      #expect(try log.events().map { $0["event"]?.text } == ["log", "s", "metric"])
      #expect(try log.events().allSatisfy { $0["tool"] == "parts" })
    }
  }
#endif
