import Events
import Projections
import Testing
import Folding

@Suite struct RunsTests {
  private func run(_ id: String, _ fields: KeyValuePairs<String, String>) -> String {
    let rest = fields.map { #","\#($0)":\#($1)"# }.joined()
    return #"{"record_type":"run","event_id":"\#(id)"\#(rest)}"#
  }

  @Test func `records of one event id merge, later fields that are not null win`() throws {
    let rows = try given(
      Runs(),
      [
        run("a", ["agent_name": "\"x\"", "items_failed": "0", "end_time": "null"]),
        run("a", ["agent_name": "null", "items_failed": "3", "end_time": "\"t\""]),
        run("b", ["agent_name": "\"y\""]),
      ])

    #expect(rows.count == 2)
    let row = try #require(rows["a"])
    #expect(row.agent == "x" && row["items_failed"] == "3" && row["end_time"] == "\"t\"")
  }

  @Test func `somebody who changes a run may have it go on`() throws {
    let rows = try given(
      Runs(),
      [
        run("a", ["status": "\"success\""]),
        run("a", ["status": "\"running\"", "update": "{\"by\":\"ada\"}"]),
      ])

    #expect(rows["a"]?.status == .running)
  }

  @Test func `a final status is never undone by a running one`() throws {
    func status(_ words: String...) throws -> Outcome? {
      try given(Runs(), words.map { run("a", ["status": "\"\($0)\""]) })["a"]?.status
    }

    #expect(try status("running", "completed") == .success)
    #expect(try status("failed", "running") == .failure)
    #expect(try status("failed", "running", "Succeeded") == .success)
    #expect(try status("odd") == .unknown)
    #expect(try status("odd", "running") == .running)
    #expect(try status("canceled", "odd") == .cancelled)
  }

  @Test func `without an event id the run id tells runs apart, without both there is no row`()
    throws
  {
    let rows = try given(
      Runs(),
      [
        #"{"event":"run","run_id":"r"}"#, #"{"event":"run","run_id":"r","status":"success"}"#,
        #"{"event":"run"}"#, #"{"record_type":"event","run_id":"r","status":"failure"}"#,
      ])

    #expect(rows.count == 1 && rows["r"]?.status == .success)
  }

  @Test func `the rate leaves out the runs that have not ended`() throws {
    let words = ["running", "success", "success", "failure", "timeout", "odd"]
    let lines = words.enumerated().map { run("\($0)", ["status": "\"\($1)\""]) }

    let overall = try #require(try report(Runs(), lines)["overall"])

    #expect(overall["running"] == 1 && overall["ended"] == 4 && overall["unknown"] == 1)
    #expect(overall["success_rate"] == 0.5)
  }

  @Test func `an agent is called as it calls itself, and unknown where it does not`() throws {
    let names = [#""a\"b""#, #""a\\b\u00e9""#, #""""#, "5", "null", #""x""#]
    let lines = names.enumerated().map { run("\($0)", ["agent_name": $1]) }

    let agents = try #require(try report(Runs(), lines)["by_agent"])

    #expect(agents.members.map(\.name) == ["", "a\"b", "a\\bé", "unknown", "x"])
    #expect(agents["unknown"]?["unknown"] == 2)
  }

  @Test func `the digest is that of the rows, whichever came first`() throws {
    func digest(_ lines: [String]) throws -> Digest {
      var fold = Fold()
      fold.add(Runs())
      try fold.run(over: Chunks(lines.map { $0 + "\n" }.joined()))
      return try fold.replays()[0].digest
    }
    let lines = (0..<9).map { run("\($0)", ["n": "\($0)"]) }

    #expect(try digest(lines) == digest(lines.reversed()))
    #expect(try digest(lines) != digest(lines.dropLast()))
    #expect(try digest([]).description == String(repeating: "0", count: 64))
    let state = try given(Runs(), lines)
    #expect(try digest(lines) == Digest(of: state))
  }

  @Test func `rows come in pages, in the order of their keys, and filtered`() throws {
    let rows = try given(Runs(), (0..<25).map { run("k\(10 + $0)", ["n": "\($0 % 2)"]) })
    var keys: [Label] = []
    while true {
      let page = rows.page(after: keys.last, limit: 4) { $1["n"] == "1" }
      keys += page.map(\.key)
      if page.count < 4 { break }
    }

    #expect(keys == (0..<12).map { Label("k\(11 + 2 * $0)") })
  }
}

@Suite struct IssuesTests {
  @Test func `a completion told twice leaves the attempt of a session that died open`() throws {
    let begun = [
      issue("issue_start", at: 1, session: "dead"), issue("issue_start", at: 2, session: "b"),
    ]
    let done = issue("issue_complete", at: 3, session: "b")

    let rows = try given(Issues(), begun + [done, done])
    let over = try given(Issues(), begun + [done, done, issue("issue_complete", session: "dead")])

    let row = try #require(rows["BUG-1"])
    #expect(row.isOpen && row.completed == 1 && row.duplicates == 1)
    let last = try #require(over["BUG-1"])
    #expect(!last.isOpen && last.completed == 2 && last.duplicates == 1)
    let bytes = try StateEncoder().encode(row)
    #expect(try StateDecoder().decode(Issues.Row.self, from: bytes) == row)
  }

  @Test func `a row tells how often an issue was tried, and how that ended`() throws {
    let rows = try given(
      Issues(),
      [
        issue("issue_start", at: 1), issue("issue_phase", at: 2, phase: "build"),
        issue("issue_complete", at: 3, ["result": "\"fail\"", "tool": "\"t\""]),
        issue("issue_complete", at: 4),
        issue("issue_start", at: 5), issue("issue_complete", at: 6),
        issue("issue_phase", "FEAT-2", at: 7, phase: "plan"),
      ])

    let row = try #require(rows["BUG-1"])
    #expect(row.started == 2 && row.completed == 2 && row.duplicates == 1)
    #expect(row.success == 1 && row.failure == 1 && row.outcome == .success)
    #expect(!row.isOpen && row.phase == "build" && row.type == "BUG")
    #expect(rows["FEAT-2"]?.isOpen == true && rows.count == 2)
  }
}
