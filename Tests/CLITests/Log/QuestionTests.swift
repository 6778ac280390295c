import TLM
import TestSupport
import Testing

/// What `tlm query` makes of events, and `tlm stats`.
@Suite struct QuestionTests {
  private static let lines = [
    #"{"ts":"2026-02-13T10:00:00Z","event":"phase","phase":"plan","duration_s":1.5,"cost":0.1,"s":"a"}"#,
    #"{"ts":"2026-02-13T10:20:00Z","event":"phase","phase":"test","duration_s":67.2,"cost":0.2,"s":"a"}"#,
    #"{"ts":"2026-02-13T12:00:00Z","event":"phase","phase":"test","duration_s":3,"s":"=1+2,\"x\""}"#,
    #"{"ts":"2026-02-13T12:00:07Z","event":"done","result":"pass","s":"a","u":"\u001b[31m"}"#,
  ]

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let input = Self.lines.joined(separator: "\n") + "\n"
    try #require(try sandbox.tlm("append", input: input).code == 0)
    return sandbox
  }

  private static let sums = [
    "--group-by", "phase", "--agg", "count, sum(cost) as cost, p95(duration_s)",
  ]

  @Test func `groups are a table, a document, lines or CSV`() throws {
    let sandbox = try sandbox()
    let words = ["query"] + Self.sums

    #expect(
      try sandbox.tlm(words).lines == [
        "phase  count  cost  p95(duration_s)", "plan       1   0.1              1.5",
        "test       2   0.2             67.2", "-          1     -                -",
      ])
    #expect(
      try sandbox.tlm(words + ["--jsonl"]).lines == [
        #"{"phase":"plan","count":1,"cost":0.1,"p95(duration_s)":1.5}"#,
        #"{"phase":"test","count":2,"cost":0.2,"p95(duration_s)":67.2}"#,
        #"{"phase":null,"count":1,"cost":null,"p95(duration_s)":null}"#,
      ])
    #expect(
      try sandbox.tlm(words + ["--csv"]).output
        == "phase,count,cost,p95(duration_s)\r\nplan,1,0.1,1.5\r\ntest,2,0.2,67.2\r\n,1,,\r\n")
    let document = try json(sandbox.tlm(words + ["--json", "--limit", "2"]).output)
    #expect(
      document.names == ["schema", "columns", "rows", "count", "total", "matched", "untimed"])
    #expect(document["count"] == 2 && document["total"] == 3 && document["matched"] == 4)
    #expect(document["columns"]?.elements.first?["type"] == "any")
  }

  @Test func `rows are of each event, and a text that would be computed is disarmed in CSV`() throws
  {
    let sandbox = try sandbox()

    let rows = try sandbox.tlm(
      "query", "--where", "phase exists", "--select", "s, duration_s / 3 as third, time()", "--csv")

    #expect(
      rows.output == "s,third,time()\r\na,0.5,2026-02-13T10:00:00.000000Z\r\n"
        + "a,22.400000000000002,2026-02-13T10:20:00.000000Z\r\n"
        + "\"'=1+2,\"\"x\"\"\",1.0,2026-02-13T12:00:00.000000Z\r\n")
    #expect(
      try sandbox.tlm("query", "--select", "event", "--limit", "2", "--jsonl").lines
        == [#"{"event":"phase"}"#, #"{"event":"phase"}"#])
  }

  @Test func `an order of events gives the first of them`() throws {
    let found = try sandbox().tlm("query", "--order", "duration_s desc", "--limit", "2")

    #expect(found.lines == [Self.lines[1], Self.lines[2]])
  }

  @Test func `a sequence is found by what its events have in common`() throws {
    let found = try sandbox().tlm(
      "query", "--sequence", "(phase = test) then done within 2h by s", "--jsonl")

    #expect(found.lines.count == 1)
    let row = try json(found.output)
    #expect(row.names == ["s", "took", "time_1", "position_1", "time_2", "position_2"])
    #expect(row["took"] == 6007.0)
  }

  @Test(arguments: [
    (
      "America/New_York", "6h",
      ["2026-03-08T06:00:00Z", "2026-03-08T08:00:00Z", "2026-03-08T06:30:00Z"],
      [("2026-03-08T05:00:00.000000Z", 2), ("2026-03-08T07:00:00.000000Z", 1)]
    ),
    (
      "Australia/Lord_Howe", "1h", ["2026-10-03T15:45:00Z", "2026-10-03T15:10:00Z"],
      [("2026-10-03T14:30:00.000000Z", 1), ("2026-10-03T15:30:00.000000Z", 1)]
    ),
  ])
  func `a stretch ends where clocks are set, whichever event comes first`(
    zone: String, every: String, times: [String], buckets: [(String, Int)]
  ) throws {
    for times in [times, times.reversed(), times.sorted()] {
      let sandbox = try Sandbox()
      let input = times.map { "{\"ts\":\"\($0)\",\"event\":\"e\"}\n" }.joined()
      try #require(try sandbox.tlm("append", input: input).code == 0)

      let found = try sandbox.tlm(
        "query", "--every", every, "--agg", "count", "--zone", zone, "--csv")

      #expect(found.output == "time,count\r\n" + buckets.map { "\($0),\($1)\r\n" }.joined())
    }
  }

  @Test func `stretches without events are there, also when clocks are set between`() throws {
    let sandbox = try Sandbox()
    let times = ["2026-03-07T12:00:00Z", "2026-03-08T08:00:00Z", "2026-03-09T20:00:00Z"]
    let input = times.map { "{\"ts\":\"\($0)\",\"event\":\"e\"}\n" }.joined()
    try #require(try sandbox.tlm("append", input: input).code == 0)

    func rows(_ zone: String) throws -> Int {
      try sandbox.tlm("query", "--every", "6h", "--agg", "count", "--zone", zone, "--csv")
        .output.split(separator: "\r\n").count - 1
    }

    #expect(try rows("UTC") == 10)
    // One more, as the night in which they are set is parted.
    #expect(try rows("America/New_York") == 11)
  }

  @Test func `stretches of time stand below each other without gaps`() throws {
    let found = try sandbox().tlm("query", "--every", "1h", "--agg", "count, sum(duration_s)")

    #expect(found.lines.count == 4)
    #expect(found.lines[2].hasPrefix("2026-02-13T11:00:00.000000Z      0"))
  }

  @Test func `statistics are told by name, or by anything`() throws {
    let sandbox = try sandbox()

    let document = try json(sandbox.tlm("stats", "--json").output)
    let by = try sandbox.tlm("stats", "--by", "coalesce(phase, result)", "--csv")

    #expect(document.names == ["schema", "by", "total", "group_count", "groups"])
    #expect(document["groups"]?.elements.map { $0["count"]?.count } == [3, 1])
    #expect(document["groups"]?.elements[0]["duration"]?["p50_s"] == 3.0)
    #expect(document["groups"]?.elements[0]["rate_per_hour"] == 1.0)
    #expect(
      by.lines.first
        == "\"coalesce(phase, result)\",count,share,first,last,rate_per_hour,timed,p50_s,p95_s")
    #expect(by.lines.count == 4)
    #expect(try sandbox.tlm("stats", "--event", "none").code == 1)
    #expect(try sandbox.tlm("stats").lines.last == "4 events · 2 groups")
  }

  @Test func `an explanation says what the index answers`() throws {
    let sandbox = try sandbox()

    let words = ["query", "--where", "event = phase and duration_s > 2", "--explain"]
    let people = try sandbox.tlm(words)
    let programs = try json(sandbox.tlm(words + ["--json"]).output)

    #expect(people.lines.count == 2)
    #expect(people.errors.hasPrefix("by the index: event = phase\nby looking: duration_s > 2\n"))
    #expect(programs["explanation"]?["by_index"] == ["event = phase"])
    #expect(programs["explanation"]?["by_looking"] == ["duration_s > 2"])
  }

  @Test func `events of a stream come from a revision on`() throws {
    let sandbox = try Sandbox()
    let input = (1...4).map { "{\"stream\":\"o\",\"n\":\($0)}\n{\"n\":0}\n" }.joined()
    try #require(try sandbox.tlm("append", input: input).code == 0)

    let found = try sandbox.tlm("query", "--stream", "o", "--from-revision", "3")

    #expect(found.lines == [#"{"stream":"o","n":3}"#, #"{"stream":"o","n":4}"#])
    #expect(try sandbox.tlm("query", "--stream", "o", "--from-revision", "5").code == 1)
  }

  @Test(arguments: [
    ["--select", "a", "--agg", "count"], ["--sequence", "a then b within 5m", "--select", "a"],
    ["--csv"], ["--order", "n"], ["--order", "n", "--limit", "3", "--count"],
    ["--agg", "count", "--count"], ["--agg", "total(n)"], ["--agg", "sum"], ["--every", "0h"],
    ["--group-by", "a, a"], ["--agg", "count", "--order", "b"],
    ["--group-by", "time", "--every", "1h"],
    ["--from-revision", "2"], ["--select", "a", "--json", "--csv"], ["--where", "n > 1 adn m = 2"],
    ["--select", "a +"], ["--sequence", "a then b"],
  ])
  func `what cannot be meant is usage`(arguments: [String]) throws {
    let result = try sandbox().tlm(["query"] + arguments)

    #expect(result.code == 64, "\(arguments)")
    #expect(result.output.isEmpty && !result.errors.isEmpty)
  }

  @Test func `a mistake in a question is marked at its place`() throws {
    let result = try sandbox().tlm("query", "--where", "n > 1 adn m = 2")

    #expect(result.errors.contains("at character 7\n  n > 1 adn m = 2\n        ^"))
  }

  @Test func `text of a log moves no terminal`() throws {
    let sandbox = try sandbox()

    for words in [
      ["query", "--group-by", "u"], ["stats", "--by", "u"],
      ["query", "--select", "u as `\u{1b}[31m`"],
    ] {
      let shown = try sandbox.atTerminal(words)
      #expect(!Screens.plain(shown.output).joined().contains("\u{1b}"), "\(words)")
      #expect(shown.output.contains("\\x1b[31m"), "\(words)")
    }
  }

  @Test func `a question of the whole log is the same on one thread and on several`() throws {
    let sandbox = try Sandbox()
    let pad = String(repeating: "x", count: 300)
    let lines = (0..<6000).map {
      #"{"event":"e\#($0 % 5)","n":\#($0),"pad":"\#(pad)"}"#
    }
    try #require(
      try sandbox.tlm(["append"], bytes: Array(lines.joined(separator: "\n").utf8)).code == 0)

    let sums = try sandbox.tlm(
      "query", "--group-by", "event", "--agg", "count, sum(n), last(n)", "--csv")
    #expect(
      sums.lines == ["event,count,sum(n),last(n)"]
        + (0..<5).map { "e\($0),1200,\(1200 * $0 + 5 * 1200 * 1199 / 2),\(5995 + $0)" })
    #expect(try sandbox.tlm("query", "--where", "n >= 5990").lines == Array(lines[5990...]))
    #expect(
      try sandbox.tlm("query", "--where", "n >= 10 and event != e1", "--count").output == "4792\n")
    #expect(try sandbox.tlm("query", "--where", "event = e2 and n > 5980").lines.count == 4)
  }
}
