import TLM
import TestSupport
import Testing

/// What stands there and nobody can read is told, by whoever met it.
@Suite struct UnreadableTests {
  private static let filler = (0..<3000).map { number in
    #"{"ts":"2026-02-10T10:00:00Z","event":"step","duration_s":1.5,"status":"ok","n":\#(number)}"#
  }
  private static let odd = [
    #"{"ts":"2026-02-11T10:00:00Z","event":"issue_complete","issue_id":{"n":1},"duration_s":1}"#,
    #"{"ts":"2026-02-11T10:00:00Z","event":"issue_complete","issue_id":"B-1","duration_s":"soon","status":"odd"}"#,
    #"{"ts":"11.2.2026","event":"issue_complete","issue_id":"B-2"}"#,
    #"{"ts":"2026-02-11T10:00:00Z","event":"other","duration_s":"soon","metadata":{"status":"odd"}}"#,
  ]

  /// The same of other issues.
  private static func odd(of project: String) -> [String] {
    odd.map { $0.replacing("B-", with: project + "-") }
  }

  private func sandbox(_ lines: [String] = filler + odd + filler) throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(sandbox.tlm("append", input: lines.map { $0 + "\n" }.joined()).code == 0)
    return sandbox
  }

  private func unreadable(_ sandbox: Sandbox, _ arguments: String...) throws -> Value? {
    try json(sandbox.tlm(["replay", "--json"] + arguments).output)["unreadable"]
  }

  @Test(
    arguments: [
      ("velocity", 4), ("issues", 3), ("event-counts", 1), ("phase-timing", 3), ("runs", 0),
    ] as [(String, Int64)])
  func `a replay counts what its handlers asked for, by every way alike`(
    projection: String, count: Int64
  ) throws {
    let sandbox = try sandbox()
    let ways: [[String]] = [
      ["--from-zero", "--no-index"], ["--from-zero", "--no-index", "--jobs", "1"], [], [],
      ["--from-zero"],
    ]
    for way in ways {
      let document = try json(sandbox.tlm(["replay", "--json", "-p", projection] + way).output)
      #expect(document["unreadable"] == .integer(count), "\(way)")
    }
    try #require(sandbox.tlm("index", "rebuild").code == 0)
    #expect(try unreadable(sandbox, "-p", projection, "--from-zero") == .integer(count))
    #expect(try sandbox.tlm("replay", "-p", projection, "--verify").code == 0)

    // From the state that was kept it goes on.
    let more = Self.odd(of: "C") + Self.filler
    try #require(sandbox.tlm("append", input: more.map { $0 + "\n" }.joined()).code == 0)
    #expect(try unreadable(sandbox, "-p", projection) == .integer(2 * count))
    #expect(try unreadable(sandbox, "-p", projection, "--from-zero") == .integer(2 * count))
  }

  @Test(
    arguments: [
      (
        "phase-timing",
        #"{"ts":"2026-02-11T10:00:00Z","event":"issue_complete","issue_id":"B-1","phases":{"plan":"soon","test":2,"fix":{}}}"#
      ),
      (
        "tool-usage",
        #"{"ts":"2026-02-11T10:00:00Z","event":"PostToolUse","session_id":"s","tool_name":"Bash","tool_use_id":"t","tool_response":{"is_error":"perhaps","exit_code":[]}}"#
      ),
      (
        "tool-usage",
        #"{"timestamp":"2026-02-11T10:00:00Z","type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","is_error":"perhaps"},{"type":"tool_result","tool_use_id":"u","is_error":[1]}]}}"#
      ),
    ])
  func `what stands inside of a value counts, too`(projection: String, line: String) throws {
    #expect(try unreadable(sandbox([line]), "-p", projection) == 2)
  }

  @Test func `what is met in looking whether an event is wanted counts for nobody`() throws {
    let looked = (0..<20).map { number in
      """
      {"ts":"2026-02-11T10:00:00Z","event":"note","issue_id":{"n":\(number)}}
      {"ts":"2026-02-11T10:00:01Z","event":"issue_complete","issue_id":"B-\(number)","result":"pass"}
      """
    }
    let sandbox = try sandbox(Self.filler + looked + Self.filler)

    var told: [String: Set<Int64>] = [:]
    for way in [["--from-zero", "--no-index"], [], ["--from-zero"]] {
      for projections in [["phase-timing"], ["phase-timing", "velocity"], ["velocity"]] {
        let chosen = projections.flatMap { ["-p", $0] }
        let lines = try sandbox.tlm(["replay", "--json"] + way + chosen).lines
        for (projection, line) in zip(projections, lines) {
          told[projection, default: []].insert(try json(line)["unreadable"]?.integer ?? -1)
        }
      }
      try #require(sandbox.tlm("index", "rebuild").code == 0)
    }
    #expect(told == ["phase-timing": [0], "velocity": [20]], "\(told)")
    #expect(try sandbox.tlm("replay", "-p", "phase-timing", "--verify").code == 0)
  }

  @Test func `people see it in the footer, and nothing where there is nothing`() throws {
    let odd = try sandbox().tlm("replay", "-p", "velocity")
    let plain = try sandbox(Self.filler).tlm("replay", "-p", "velocity")

    #expect(odd.lines.last?.contains(" · 4 unreadable · ") == true, "\(odd.output)")
    #expect(!plain.output.contains("unreadable"))
  }

  @Test func `it is no part of the digest`() throws {
    let (one, other) = (
      #"{"event":"tick","phase":"a","duration_s":"soon"}"#, #"{"event":"tick","phase":"a"}"#
    )
    #expect(
      try sandbox([one]).tlm("replay", "-p", "velocity", "--digest").output
        == sandbox([other]).tlm("replay", "-p", "velocity", "--digest").output)
  }

  @Test func `doctor and the index count all there is, and give the first`() throws {
    let sandbox = try sandbox()
    let position = Int64(Self.filler.reduce(0) { $0 + $1.utf8.count + 1 })

    let (code, report) = try sandbox.report()
    try #require(sandbox.tlm("index", "rebuild").code == 0)
    let index = try json(sandbox.tlm("index", "--json").output)

    #expect(code == 0)
    let found = try #require(report["unreadable"])
    #expect(found["count"] == 6)
    #expect(found["keys"] == ["duration_s": 2, "issue_id": 1, "status": 2, "ts": 1])
    #expect(
      found["first"]
        == ["position": .integer(position), "key": "issue_id", "value": #"{"n":1}"#])
    #expect(codes(report, "note").contains("unreadable"))
    #expect(
      try sandbox.tlm("doctor").output.contains("the first at \(position): issue_id is {\"n\":1}"))
    #expect(index["unreadable"] == 6 && index["first_unreadable"] == .integer(position))
    #expect(try sandbox.tlm("index").output.contains("the first at \(position)"))
  }

  @Test func `doctor says nothing where all can be read`() throws {
    let (_, report) = try sandbox(Self.filler).report()
    #expect(report["unreadable"] == ["count": 0, "keys": .object([]), "first": nil])
    #expect(!codes(report, "note").contains("unreadable"))
  }

  @Test(arguments: [
    ["--since", "2026-01-01T00:00:00Z"], ["--until", "2027-01-01T00:00:00Z"], ["--last", "99999d"],
  ])
  func `a window leaves out what has an unreadable time, and says so`(window: [String]) throws {
    let sandbox = try sandbox()
    let told = "tlm: 1 event has a time that nobody can read; --since and --until leave it out\n"
    for isIndexed in [false, true] {
      if isIndexed { try #require(sandbox.tlm("index", "rebuild").code == 0) }
      for way in isIndexed ? [[]] : [["--no-index"], []] {
        let json = try sandbox.tlm(["replay", "-p", "velocity", "--json"] + window + way)
        #expect(json.output.contains(#""untimely":1"#) && json.errors == told, "\(json)")
        let digest = try sandbox.tlm(["replay", "-p", "velocity", "--digest"] + window + way)
        #expect(digest.errors == told)
        let people = try sandbox.tlm(["replay", "-p", "velocity"] + window + way)
        #expect(people.output.contains("1 left out, time unreadable"), "\(people.output)")
      }
      for filter in [["--event", "issue_complete"], ["--outcome", "success"], []] {
        // `--last` is of replay alone.
        let window = window[0] == "--last" ? ["--since", window[1]] : window
        let found = try sandbox.tlm(["query"] + filter + window)
        #expect(!found.output.contains("11.2.2026"))
        #expect(found.errors == told, "\(filter): \(found.errors)")
      }
      let other = try sandbox.tlm(["query", "--event", "step", "--count", "--since", "2026-01-01"])
      #expect(other.output == "6000\n" && other.errors.isEmpty)
    }
    #expect(try sandbox.tlm("query", "--event", "issue_complete").errors.isEmpty)
    let backwards = try sandbox.tlm(
      "query", "--newest-first", "--since", "2026-01-01", "--event", "issue*")
    #expect(backwards.errors == told)
  }

  @Test func `a window that is far from it says so, too`() throws {
    // The block of the odd event has no time in the window: an index must not hide it.
    let sandbox = try sandbox()
    try #require(sandbox.tlm("index", "rebuild").code == 0)

    let replay = try sandbox.tlm(
      "replay", "-p", "velocity", "--json", "--since", "2030-01-01T00:00:00Z")
    let query = try sandbox.tlm("query", "--since", "2030-01-01T00:00:00Z")

    #expect(replay.output.contains(#""untimely":1"#))
    #expect(query.errors.contains("1 event has a time that nobody can read"))
  }

  @Test func `a follower counts as a replay does`() throws {
    let sandbox = try sandbox()
    try #require(sandbox.tlm("projections", "rebuild", "velocity").code == 0)
    for project in ["C", "D", "E"] {
      let more = Self.odd(of: project)
      try #require(sandbox.tlm("append", input: more.map { $0 + "\n" }.joined()).code == 0)
      try #require(sandbox.tlm("projections", "status").code == 0)
      _ = try unreadable(sandbox, "-p", "velocity")
    }
    #expect(try unreadable(sandbox, "-p", "velocity") == 16)
    #expect(try unreadable(sandbox, "-p", "velocity", "--from-zero") == 16)
  }
}
