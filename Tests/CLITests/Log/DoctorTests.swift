import Glibc
import TLM
import TestSupport
import Testing

@Suite struct DoctorTests {
  @Test func `a store without a flaw is in order`() throws {
    let sandbox = try Sandbox.inSegments()

    let (code, report) = try sandbox.report()
    let people = try sandbox.tlm("doctor")

    #expect(code == 0 && people.code == 0)
    #expect(report["ok"] == true)
    #expect(codes(report) == [])
    let segments = try #require(report["segments"]?.elements)
    #expect(segments.compactMap { $0["sum"]?.text } == ["ok", "ok", "ok", "none"])
    #expect(segments.map { $0["sealed"] } == [true, true, true, false])
    let lines = segments.compactMap { $0["lines"]?.integer }.reduce(0, +)
    #expect(report["events"]?.integer == lines)
    #expect(people.output.hasSuffix("All is in order.\n"))
    #expect(people.output.contains(sandbox.store + "  the nearest .tlm upwards"))
  }

  @Test func `ranges that are no events are told with place, length, reason and beginning`() throws
  {
    let sandbox = try Sandbox()
    let long = String(repeating: "é\u{1}", count: 100)
    let lines = ["{\"n\":1}", "not json", "[1]", "{\"n\":01}", long, "{\"n\":2}"]
    try #require(try sandbox.tlm("append", input: lines.joined(separator: "\n")).code == 0)

    let (code, report) = try sandbox.report()

    #expect(code == 1)
    let quarantined = try #require(report["quarantined"])
    #expect(quarantined["count"] == 4)
    let ranges = try #require(quarantined["ranges"]?.elements)
    #expect(ranges[0] == ["position": 8, "bytes": 8, "reason": "not-json", "text": "not json"])
    #expect(
      ranges.compactMap { $0["reason"]?.text } == [
        "not-json", "not-an-object", "not-json", "not-json",
      ])
    #expect(ranges[3]["text"]?.text?.hasPrefix("é\\x01é\\x01") == true)
    #expect(ranges[3]["text"]?.text?.count == 80)
    #expect(quarantined["reasons"]?["not-json"] == 3)
    #expect(report["events"] == 2)
    #expect(codes(report) == ["quarantined"])
  }

  @Test func `of very many damaged lines all are counted and the first listed`() throws {
    let sandbox = try Sandbox()
    let lines = (0..<1500).map { "broken \($0)" }.joined(separator: "\n")
    try #require(try sandbox.tlm("append", input: lines).code == 2)

    let (_, report) = try sandbox.report()
    let people = try sandbox.tlm("doctor")

    #expect(report["quarantined"]?["count"] == 1500)
    #expect(report["quarantined"]?["ranges"]?.elements.count == 1000)
    #expect(people.lines.filter { $0.contains("not-json") }.count == 20)
    #expect(people.output.contains("and 1 480 more"))
  }

  @Test func `a segment that is gone leaves a missing range, and its neighbours are read`() throws {
    let sandbox = try Sandbox.inSegments()
    let lines = try sandbox.events().count
    try #require(unlink(try sandbox.segments()[1]) == 0)

    let (code, report) = try sandbox.report()

    #expect(code == 1)
    #expect(codes(report) == ["missing-range"])
    let events = try #require(report["events"]?.integer)
    #expect(events > 0 && events < lines)
  }

  @Test func `a source that cannot be read is wrong`() throws {
    let sandbox = try Sandbox()
    try #require(mkdir(sandbox.store + "/in.jsonl", 0o700) == 0)

    let (code, report) = try sandbox.report()

    #expect(code == 1)
    #expect(codes(report) == ["unreadable", "strange-file"])
  }

  @Test func `fields of one's own are counted, and slips are pointed out`() throws {
    let sandbox = try Sandbox()
    let line = "{\"event\":\"e\",\"durations_s\":1,\"mine\":2,\"issue_id\":\"x\"}"
    try #require(try sandbox.tlm("append", input: "\(line)\n\(line)\n").code == 0)

    let (code, report) = try sandbox.report()
    let people = try sandbox.tlm("doctor")

    #expect(code == 0, "a slip is no damage")
    #expect(report["fields"]?["unknown"] == ["durations_s": 2, "mine": 2])
    #expect(
      report["fields"]?["near_misses"] == [
        ["name": "durations_s", "count": 2, "meant": "duration_s"]
      ])
    #expect(people.output.contains("did you mean duration_s?"))
  }

  @Test func `looking changes no file, whatever is wrong`() throws {
    let sandbox = try Sandbox.inSegments()
    unlink(sandbox.store + "/log/STORE")
    unlink(try sandbox.segments()[0].replacing(".jsonl", with: ".sum"))
    try Disk.append(sandbox.store + "/current.jsonl", "{\"half")
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"a\"}\n")
    let before = try Files.all(below: sandbox.store)
    let bytes = try sandbox.segments().map { try Disk.bytes($0) }

    #expect(try sandbox.tlm("doctor").code == 1)

    #expect(try Files.all(below: sandbox.store) == before)
    #expect(try sandbox.segments().map { try Disk.bytes($0) } == bytes)
  }
}
