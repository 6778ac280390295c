import TLM
import TestSupport
import Testing

/// Dates and times without a zone, where clocks are set back and forward.
@Suite struct LocalTimeTests {
  private let sandbox: Sandbox
  private let file: String

  init() throws {
    sandbox = try Sandbox(hasStore: false)
    // Every half hour of two days, of which the first is set back in Berlin at 01:00 UTC.
    let first = Timestamp("2026-10-24T22:00:00Z")!.rawValue / 1_000_000_000
    let lines = (0..<96).map { "{\"ts\":\(first + 1800 * Int64($0)),\"event\":\"e\"}\n" }
    file = try sandbox.file("days.jsonl", lines.joined())
  }

  private func matched(_ zone: String, _ arguments: String...) throws -> Int64? {
    let words = arguments.joined(separator: " ")
    let result = try sandbox.shell(
      "TZ='\(zone)' tlm replay -p event-counts --json \(words) \(file)")
    return try json(result.output)["matched"]?.integer
  }

  @Test func `an hour that comes twice begins the first time and ends the second`() throws {
    // 02:30 is 00:30 and 01:30 UTC; the first line is 22:00 UTC of the day before.
    #expect(try matched("Europe/Berlin", "--since 2026-10-25T02:30") == 96 - 5)
    #expect(try matched("Europe/Berlin", "--until 2026-10-25T02:30") == 7)
    #expect(
      try matched("Europe/Berlin", "--since 2026-10-25T02:30", "--until 2026-10-25T02:30") == 2)
    // One that comes once.
    #expect(try matched("Europe/Berlin", "--since 2026-10-25T03:30") == 96 - 9)
    #expect(try matched("Europe/Berlin", "--until 2026-10-25T01:30") == 3)
    // And with a zone.
    #expect(try matched("Europe/Berlin", "--since 2026-10-25T02:30+01:00") == 96 - 7)
  }

  @Test func `the same west of Greenwich, and by half an hour`() throws {
    let west = try sandbox.file(
      "west.jsonl",
      (0..<8).map { "{\"ts\":\"2026-11-01T0\(4 + $0 / 2):\($0 % 2 * 3)0:00Z\",\"event\":\"e\"}\n" }
        .joined())
    func bounded(_ bound: String) throws -> Int64? {
      let result = try sandbox.shell(
        "TZ=America/New_York tlm replay -p event-counts --json \(bound) \(west)")
      return try json(result.output)["matched"]?.integer
    }
    // 01:30 is 05:30 and 06:30 UTC.
    #expect(try bounded("--since 2026-11-01T01:30") == 5)
    #expect(try bounded("--until 2026-11-01T01:30") == 5)
    #expect(try matched("Asia/Kolkata", "--since 2026-10-25T05:30") == 96 - 4)
    #expect(try matched("UTC", "--since 2026-10-25") == 96 - 4)
  }

  @Test func `a day has 25 hours when clocks are set back`() throws {
    #expect(
      try matched("Europe/Berlin", "--since 2026-10-25", "--until 2026-10-26") == 50)
  }

  @Test func `queries are bounded in the same way`() throws {
    let store = try Sandbox()
    let lines = ["00:30", "01:30", "02:30"].map {
      "{\"ts\":\"2026-10-25T\($0):00Z\",\"event\":\"e\"}\n"
    }
    try #require(try store.tlm("append", input: lines.joined()).code == 0)
    func count(_ bound: String) throws -> Int {
      try store.shell("TZ=Europe/Berlin tlm query --jsonl \(bound)").lines.count
    }

    #expect(try count("--since 2026-10-25T02:30") == 3)
    #expect(try count("--until 2026-10-25T02:30") == 1)
    #expect(try count("--since 2026-10-25T03:15") == 1)
  }
}
