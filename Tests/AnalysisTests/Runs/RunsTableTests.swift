import TLM
import TestSupport
import Testing

@testable import Analysis

@Suite struct RunsTableTests {
  private let scratch = Scratch()

  private func run(
    _ id: String, created: Int64?, start: Int64 = 1, agent: String? = nil, status: String? = nil
  ) -> NewEvent {
    var fields = [
      Member("event_id", .string(id)), Member("run_id", .string("r" + id)),
      Member("start_time", .string(Timestamp(rawValue: start * 1_000_000_000).description)),
    ]
    if let created {
      let time = Timestamp(rawValue: created * 1_000_000_000)
      fields.append(Member("created_at", .string(time.description)))
    }
    if let agent { fields.append(Member("agent_name", .string(agent))) }
    if let status { fields.append(Member("status", .string(status))) }
    return NewEvent("run", at: Timestamp(rawValue: 0), fields: fields)
  }

  private func ids(_ table: RunsTable, _ filter: RunFilter = RunFilter()) -> [String] {
    table.page(filter, offset: 0, limit: 1000, countsAll: true).numbers.map {
      table.key(of: $0).text
    }
  }

  @Test func `Runs stand in the order in which they were recorded, however they come`() throws {
    let log = try EventLog.create(scratch.store)
    var random = Seeded(7)
    var table = RunsTable(through: .start, expecting: 0)
    var created: [String: Int64] = [:]
    for _ in 0..<400 {
      let id = "run-\(Int.random(in: 0..<150, using: &random))"
      let time = Int64.random(in: 0..<50, using: &random)
      created[id] = time
      try log.append(run(id, created: time))
      if Bool.random(using: &random) { try table.catchUp(log) }
    }
    try table.catchUp(log)
    let expected = created.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)

    #expect(ids(table) == expected)
    #expect(table.entries.count == created.count)
    for id in created.keys {
      #expect(table.number(of: Label(id)).map { table.key(of: $0).text } == id)
    }
    #expect(table.number(of: "nobody") == nil)
    let late = created.values.count { $0 >= 25 }
    #expect(table.count(since: Timestamp(rawValue: 25_000_000_000)) == late)
  }

  @Test func `A run that changes its agent is counted once, and picked by the new one`() throws {
    let log = try EventLog.create(scratch.store)
    var table = RunsTable(through: .start, expecting: 0)
    try log.append(run("a", created: 1, agent: "x", status: "running"))
    try log.append(run("b", created: 2, agent: "x"))
    try table.catchUp(log)
    try log.append(run("a", created: nil, agent: "y", status: "success"))
    try table.catchUp(log)

    #expect(table.agents.used.map(\.name) == ["x", "y"])
    #expect(table.agents.used.map(\.runs) == [1, 1])
    #expect(table.standingsByAgent.map(\.agent) == ["x", "y"])
    #expect(table.standingsByAgent.map(\.counts) == [[.unknown: 1], [.success: 1]])
    var filter = RunFilter()
    filter.agents = ["y"]
    #expect(ids(table, filter) == ["a"])
    filter.statuses = [.success]
    #expect(ids(table, filter) == ["a"])
    filter.statuses = [.running]
    #expect(ids(table, filter).isEmpty)
    filter.agents = ["nobody"]
    #expect(ids(table, filter).isEmpty)
    #expect(ids(table) == ["b", "a"])
  }

  @Test func `Long and strange texts are kept whole`() throws {
    let log = try EventLog.create(scratch.store)
    var table = RunsTable(through: .start, expecting: 0)
    let uuid = "0b8f9b1e-5b1c-4a6e-8e53-0123456789ab"
    let names = [
      String(repeating: "é", count: 9000), "\u{0}", "a\"b\\c\n", "🦆", uuid, uuid.uppercased(),
      String(uuid.dropLast()), uuid + "0", uuid.replacing("-", with: "_"),
      String(repeating: "x", count: 253), String(repeating: "x", count: 254),
    ]
    for name in names { try log.append(run(name, created: 1)) }
    try table.catchUp(log)

    for name in names {
      #expect(table.number(of: Label(name)).map { table.key(of: $0).text } == name)
    }
  }

  @Test func `Runs of one instant stand by the bytes of their keys, be they UUIDs or not`() throws {
    let log = try EventLog.create(scratch.store)
    var table = RunsTable(through: .start, expecting: 0)
    let names = [
      "0b8f9b1e-5b1c-4a6e-8e53-0123456789ab", "0b8f9b1e-5b1c-4a6e-8e53-ffffffffffff", "0b8f9b1e",
      "0b8f9b1e-5b1c-4a6e-8e53-0123456789aB", "zebra", "00000000-0000-4000-8000-000000000000", "~",
    ]
    for name in names { try log.append(run(name, created: 1)) }
    try table.catchUp(log)

    let expected = names.map { Label($0) }.sorted().map(\.text)
    #expect(ids(table) == expected)
  }

  /// A record of one run in a row's table and in its row.
  private func lengths(_ records: [String]) throws -> (table: Nanoseconds?, row: Nanoseconds?) {
    let log = try EventLog.create(scratch.store)
    var (table, row) = (RunsTable(through: .start, expecting: 0), Runs.Row())
    let parser = LineParser()
    for record in records {
      let text = #"{"event":"run","event_id":"a","status":"success",\#(record)}"#
      let line = Array((text + "\n").utf8)
      try log.append(lines: line)
      row.merge(parser.parse(LineChunk(line)).event(at: 0))
    }
    try table.catchUp(log)
    let number = try #require(table.number(of: "a"))
    return (table.entries[number].duration, RunRecord("a", row).duration)
  }

  private static let tenMinutes =
    #""start_time":"2026-02-13T10:00:00Z","end_time":"2026-02-13T10:10:00Z""#

  private static let told: [(records: [String], seconds: Double?)] = [
    ([#""duration_s":5"#, #""duration_s":"7""#], 7),
    ([#""duration_s":"67.2""#], 67.2), ([#""duration_s":"1m30s""#], 90),
    ([#""duration_ms":"250""#], 0.25), ([#""duration_ms":"PT1.5S""#], 1.5),
    ([#""duration_s":"abc""#], nil), ([#""duration_s":1e400"#, #""duration_ms":250"#], nil),
    ([#""duration_s":-1"#], nil), ([#""duration_s":true,"duration_ms":250"#], nil),
    ([#""duration_ms":250"#, #""duration_s":"""#], 0.25), ([#""duration_s":null"#], 600),
    ([#""duration_s":5"#, #""duration_s":"""#], 600),
    ([#""start_time":1770976800,"end_time":"1770976807000""#], 7),
    ([#""start_time":1770976800000000000,"end_time":1770976800500.5"#], 0.5005),
    ([#""start_time":1770976800,"end_time":"Fri, 13 Feb 2026 10:00:09 +0000""#], 9),
    ([#""end_time":"soon""#], nil), ([#""duration_s":5"#, #""end_time":"soon""#], 5),
  ]

  @Test(arguments: told)
  func `how long a run took is one thing in the table and in its row`(
    records: [String], seconds: Double?
  ) throws {
    let found = try lengths([Self.tenMinutes] + records)

    #expect(found.table == seconds.flatMap { Nanoseconds(seconds: $0) })
    #expect(found.row == found.table)
  }

  @Test func `a run is recorded when a number says it`() throws {
    let log = try EventLog.create(scratch.store)
    var table = RunsTable(through: .start, expecting: 0)
    for (id, time) in [("b", "1770976802"), ("a", "1770976801000"), ("c", "\"1770976803\"")] {
      let line = #"{"event":"run","event_id":"\#(id)","created_at":\#(time)}"# + "\n"
      try log.append(lines: Array(line.utf8))
    }
    try table.catchUp(log)

    #expect(ids(table) == ["c", "b", "a"])
    #expect(table.count(since: Timestamp(rawValue: 1_770_976_802_000_000_000)) == 2)
  }
}
