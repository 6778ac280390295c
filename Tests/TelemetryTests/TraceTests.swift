import Events
import Journal
import Telemetry
import TestSupport
import Testing

@Suite struct TraceTests {
  private let scratch = Scratch()

  private func emitter() -> Emitter {
    Emitter(into: StoreLocation(path: scratch.store, reason: .option), options: .init())
  }

  private func events() throws -> [Value] {
    try EventLog.open(scratch.store).eventLines().map { try #require(Value(json: $0)) }
  }

  @Test(arguments: [
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", true),
    ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what", true),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what", false),
    ("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false),
    ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
    ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false),
    ("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false),
    ("00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01", false), ("", false), ("00", false),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333é-01", false),
  ])
  func `a header is read as the recommendation says`(header: String, isOne: Bool) {
    let context = TraceContext(traceparent: header, state: "a=1")

    #expect((context != nil) == isOne)
    guard let context else { return }
    #expect(context.traceID == "0af7651916cd43dd8448eb211c80319c")
    #expect(context.spanID == "b7ad6b7169203331" && context.state == "a=1")
    #expect(context.isSampled == !header.hasSuffix("-00"))
    #expect(context.environment["TRACEPARENT"]?.hasPrefix("00-\(context.traceID)-") == true)
    #expect(TraceContext(traceparent: context.traceparent)?.spanID == context.spanID)
  }

  @Test func `spans tell of themselves at their end, and events of the span they are in`()
    async throws
  {
    let emitter = emitter()

    try await emitter.span("outer", [Member("kind", "test")]) { outer in
      emitter.emit("inside")
      emitter.span("inner") { inner in
        inner.set("rows", 3)
        inner.set("rows", 4)
      }
      await Task { emitter.emit("later") }.value
      outer.set("kind", "changed")
    }
    _ = emitter.trace("other") { $0.context }

    let events = Dictionary(
      uniqueKeysWithValues: try events().map { ($0["event"]?.text ?? "", $0) })
    let outer = try #require(events["outer"])
    let inner = try #require(events["inner"])
    #expect(outer["kind"] == "changed" && outer["status"] == "success")
    #expect(inner["rows"] == 4 && inner["parent_span_id"] == outer["span_id"])
    for name in ["inside", "inner", "later"] {
      #expect(events[name]?["trace_id"] == outer["trace_id"], "\(name)")
    }
    #expect(events["inside"]?["span_id"] == outer["span_id"])
    #expect(events["other"]?["trace_id"] != outer["trace_id"])
    #expect(events["other"]?["parent_span_id"] == nil)
    let start = try #require(outer["start_time"]?.text.flatMap { Timestamp($0) })
    let end = try #require(outer["ts"]?.text.flatMap { Timestamp($0) })
    #expect(start <= end)
  }

  @Test func `an error that is thrown is told, and thrown on`() throws {
    struct Broken: Error, CustomStringConvertible { let description = "no wheel" }
    let emitter = emitter()

    #expect(throws: Broken.self) { try emitter.span("drive") { _ in throw Broken() } }

    let event = try events()[0]
    #expect(event["status"] == "failure" && event["error"] == "no wheel")
    #expect(event["error_type"] == "Broken")
  }

  @Test func `a run is started, told of, and ended once, whatever happens in it`() async throws {
    struct Broken: Error {}
    let emitter = emitter()

    emitter.run("agent", job: "sync") { run in
      run.log("pulled", [Member("files", 2)])
      run.metrics(RunMetrics(itemsSucceeded: 2))
      run.associate(commit: "1f0c2b7", source: .ci, author: "ann")
    }
    #expect(throws: Broken.self) { try emitter.run("agent", job: "fail") { _ in throw Broken() } }
    let long = emitter.startRun("agent", job: "long", id: "mine")
    long.end(.partial)
    long.end(.failure)
    long.associate(commit: "abc", source: .manual)
    _ = emitter.startRun("agent", job: "forgotten")
    let task = Task {
      await emitter.run("agent", job: "stopped") { _ in
        while !Task.isCancelled { await Task.yield() }
      }
    }
    task.cancel()
    await task.value

    let records = try events().filter { $0["event"] == "run" }
    func statuses(_ job: String) -> [String?] {
      records.filter { $0["job_type"]?.text == job }.map { $0["status"]?.text }
    }
    #expect(statuses("sync") == ["running", nil, nil, "success"])
    #expect(statuses("fail") == ["running", "failure"])
    #expect(statuses("long") == ["running", "partial", nil])
    #expect(statuses("forgotten") == ["running", "cancelled"])
    #expect(statuses("stopped") == ["running", "cancelled"])
    let pulled = try #require(try events().first { $0["event"] == "pulled" })
    #expect(pulled["run_id"] == records[0]["run_id"])
    #expect(records.allSatisfy { $0["event_id"] == $0["run_id"] })
    let process = try #require(records[0]["process"]?.text.flatMap { RunProcess(text: $0) })
    #expect(process == .own() && process.isGone != true)
  }

  @Test func `a run within a run knows its parent`() throws {
    let emitter = emitter()

    emitter.run("outer", job: "a") { outer in
      emitter.run("inner", job: "b") { inner in #expect(inner.id != outer.id) }
    }

    let records = try events()
    let outer = records.first { $0["agent_name"] == "outer" }
    let inner = records.first { $0["agent_name"] == "inner" }
    #expect(inner?["parent_run_id"] == outer?["run_id"])
    #expect(inner?["trace_id"] == outer?["trace_id"])
  }
}
