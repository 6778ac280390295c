import TLM
import TestSupport
import Testing

@Suite struct ReplayTests {
  static let log = Files.package + "/Tests/Data/structlog/current.jsonl"
  static let phases = Files.package + "/Tests/Data/dialects/feat417_seed000.jsonl"

  @Test(arguments: ["event-counts", "phase-timing"])
  func `the document has these keys and no others`(projection: String) throws {
    let result = try Sandbox(hasStore: false).tlm(
      "replay", "--projection", projection, "--json", Self.phases)

    #expect(result.code == 0)
    #expect(result.lines.count == 1)
    let document = try json(result.output)
    #expect(
      document.names == [
        "projection", "version", "parameters", "through", "events", "matched", "quarantined",
        "unreadable", "digest", "elapsed_s", "report",
      ])
    #expect(document["projection"]?.text == projection)
    #expect(document["version"] == (projection == "phase-timing" ? 4 : 2))
    #expect(document["parameters"] == ["tool": nil, "type": nil])
    #expect(document["digest"]?.text?.count == 64)
    let size = try Disk.bytes(Self.phases).count
    #expect(document["through"]?.integer == Int64(size))
  }

  @Test func `the report of phase-timing has every map of the definitions`() throws {
    let input = """
      {"ts":"2026-01-01T00:00:00Z","event":"issue_phase","issue_id":"BUG-1","phase":"p","duration_s":2,"tool":"t"}
      """

    let result = try Sandbox(hasStore: false).tlm(
      "replay", "-p", "phase-timing", "--json", "-", input: input)

    let report = try #require(try json(result.output)["report"])
    #expect(
      report.names == [
        "phases", "bottleneck", "elapsed", "states", "states_bottleneck", "requests",
        "requests_bottleneck", "by_tool", "by_type", "attempts", "failures", "invalid",
      ])
    let phase = try #require(report["phases"]?["p"])
    #expect(
      phase.names == [
        "count", "success", "failure", "skipped", "unknown", "sum_s", "mean_s", "min_s", "max_s",
        "p50_s", "p90_s", "p95_s", "p99_s", "share",
      ])
    #expect(report["bottleneck"] == "p")
    #expect(report["by_tool"]?["t"]?["p"]?["count"] == 1)
    #expect(report["by_type"]?["BUG"]?["p"]?["sum_s"] == 2.0)
  }

  @Test func `an empty input has an empty report, and is 1`() throws {
    let result = try Sandbox(hasStore: false).tlm("replay", "-p", "phase-timing", "--json", "-")

    #expect(result.code == 1)
    let document = try json(result.output)
    #expect(document["events"] == 0)
    #expect(document["report"]?["bottleneck"] == .null)
  }

  @Test(arguments: ["event-counts", "phase-timing", "tool-usage", "velocity"])
  func `a file, standard input and a store of the same lines are one`(projection: String) throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", Self.log, Self.phases).code == 0)
    func document(_ arguments: [String], bytes: [UInt8] = []) throws -> [Member] {
      let result = try sandbox.tlm(
        ["replay", "-p", projection, "--json"] + arguments, bytes: bytes)
      guard case .object(let members) = try json(result.output) else { return [] }
      return members.filter { $0.name != "elapsed_s" }
    }

    let files = try document([Self.log, Self.phases])
    let bytes = try Disk.bytes(Self.log) + Disk.bytes(Self.phases)

    #expect(files.count == 10)
    #expect(try document(["-"], bytes: bytes) == files)
    #expect(try document([]) == files)
    #expect(try document(["--jobs", "1"]) == files)
    #expect(try document([Self.log, "-", "--jobs", "2"], bytes: Disk.bytes(Self.phases)) == files)
  }

  @Test func `a store in many segments is folded as one log`() throws {
    let sandbox = try Sandbox(hasStore: false)
    var options = EventLog.Options()
    options.segmentLimit = 4 << 10
    let log = try EventLog.create(sandbox.store, options: options)
    for line in try Disk.text(Self.log).split(separator: "\n") {
      try log.append(lines: Array("\(line)\n".utf8))
    }

    let store = try sandbox.tlm("replay", "-p", "phase-timing", "--digest")
    let file = try sandbox.tlm("replay", "-p", "phase-timing", "--digest", Self.log)

    #expect(store.output == file.output)
    #expect(try Files.all(below: sandbox.store + "/log").count > 20, "many segments")
  }

  @Test(arguments: ["event-counts", "phase-timing", "tool-usage", "velocity"])
  func `twenty processes with one thread or two have one digest`(projection: String) throws {
    let sandbox = try Sandbox(hasStore: false)
    let hard = sandbox.path + "/hard.jsonl"
    try Reference.generate(2000, to: hard, seed: 11, in: sandbox)

    let digests = try (0..<20).map { index in
      try sandbox.tlm(
        "replay", "-p", projection, "--digest", "--jobs", "\(1 + index % 2)", hard
      ).output
    }

    #expect(Set(digests).count == 1)
    #expect(digests[0].count == 65)
  }

  @Test func `for people the bottleneck is named and the log summed up in one line`() throws {
    let result = try Sandbox(hasStore: false).tlm("replay", "-p", "phase-timing", Self.phases)

    #expect(result.code == 0)
    #expect(result.output.contains("bottleneck: "))
    let summary = try #require(result.lines.last)
    for word in ["events", "matched", "quarantined", "through", "digest", " s ", "events/s"] {
      #expect(summary.contains(word), "\(word)")
    }
    #expect(!result.output.contains("\u{1b}"))
  }

  @Test func `what waits in in.jsonl is folded, too`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "mine").code == 0)
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"theirs\"}\n")

    let report = try json(sandbox.tlm("replay", "-p", "event-counts", "--json").output)["report"]

    #expect(report?["names"]?["theirs"]?["count"] == 1)
    #expect(report?["names"]?["mine"]?["count"] == 1)
  }
}
