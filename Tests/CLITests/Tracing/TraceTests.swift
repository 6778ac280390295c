import TLM
import TestSupport
import Testing

/// `tlm trace` as people and programs use it.
@Suite struct TraceTests {
  /// A store with the log of FEAT-417 and more.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let data = Files.package + "/Tests/Data/dialects/"
    let files = ["feat417_seed000.jsonl", "scopecraft_domain_events.jsonl"].map { data + $0 }
    try #require(try sandbox.tlm(["append"] + files).code == 0)
    return sandbox
  }

  private func titles(_ document: Value) -> [String] {
    (document["spans"]?.elements ?? []).compactMap { $0["title"]?.text }
  }

  @Test func `an issue is a tree, and whoever asks gets the same ids`() throws {
    let sandbox = try sandbox()
    let first = try sandbox.tlm("trace", "BUG-042", "--json")
    let second = try sandbox.tlm("trace", "BUG-042", "--kind", "issue", "--json")

    #expect(first.code == 0 && first.output == second.output)
    let document = try json(first.output)
    #expect(document["schema"] == "tlm.trace/1")
    #expect(titles(document) == ["issue BUG-042", "ready", "implement", "verify"])
  }

  @Test func `a command's end that names no session is found for its session`() throws {
    let document = try json(
      try sandbox().tlm("trace", "abc123", "--kind", "session", "--json").output)

    let wanted = ["ll-sprint", "wave 1", "issue BUG-042", "verify", "Session"]
    #expect(wanted.allSatisfy(titles(document).contains), "\(titles(document))")
  }

  @Test func `the beginning of an id will do, several are told, and a slip is told`() throws {
    let sandbox = try sandbox()
    try #require(try sandbox.tlm("emit", "--strict", "issue_start", "issue_id=BUG-077").code == 0)

    #expect(try sandbox.tlm("trace", "BUG-04").output.hasPrefix("issue BUG-042\n"))
    let several = try sandbox.tlm("trace", "BUG-0")
    #expect(several.code == 64)
    #expect(several.errors.contains("several ids begin with BUG-0: issue BUG-042, issue BUG-077"))
    let slip = try sandbox.tlm("trace", "bug-42")
    #expect(slip.code == 1 && slip.output.isEmpty)
    #expect(slip.errors.contains("there is no issue, run, session or trace bug-42; did you mean"))
    #expect(slip.errors.contains("issue BUG-042"))
    #expect(try sandbox.tlm("trace", "nothing-like-it").code == 1)
    #expect(try sandbox.tlm("trace", "").code == 1)
    #expect(try sandbox.tlm("trace", "BUG-042", "--kind", "run").code == 1)
  }

  @Test func `a trace is found by its digits and as a UUID`() throws {
    let sandbox = try Sandbox()
    let line =
      #"{"ts":"2026-02-13T10:00:00Z","event":"call_completed","latency_ms":5,"trace_id":"#
      + #""4bf92f35-77b3-4da6-a3ce-929d0e0e4736"}"#
    try #require(try sandbox.tlm("append", input: line + "\n").code == 0)

    let found = try sandbox.tlm("trace", "4bf92f3577b34da6a3ce929d0e0e4736", "--json")
    #expect(
      try json(found.output)["spans"]?.elements.first?["trace_id"]
        == "4bf92f3577b34da6a3ce929d0e0e4736")
  }

  @Test func `hostile texts are harmless in every shape`() throws {
    let sandbox = try Sandbox()
    let evil = #"\u001b]0;owned\u0007\u001b[2J\r\u202e"#
    let line = """
      {"ts":"2026-02-13T10:00:00Z","event":"issue_start","issue_id":"E-1"}
      {"ts":"2026-02-13T10:00:01Z","event":"issue_phase","issue_id":"E-1","phase":"\(evil)",\
      "duration_s":1,"error":"\(evil)","result":"fail"}
      {"ts":"2026-02-13T10:00:02Z","event":"\(evil)","issue_id":"E-1","tool":"\(evil)"}
      """
    try #require(try sandbox.tlm("append", input: line + "\n").code == 0)
    for shape in ["--tree", "--timeline", "--waterfall"] {
      let shown = try sandbox.atTerminal(["trace", "E-1", shape], columns: 100)
      let plain = Screens.plain(shown.output).joined(separator: "\n")

      #expect(shown.code == 0 && plain.contains(#"\x1b]0;owned\x07"#), "\(shape)")
      #expect(!plain.unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(shape)")
    }
  }

  @Test func `a program gets every moment, and a person is told how many there are`() throws {
    let sandbox = try Sandbox()
    let points = (0..<40).map {
      #"{"ts":"2026-02-13T10:00:\#(10 + $0)Z","event":"moment-\#($0)","issue_id":"E-1"}"#
    }
    try #require(try sandbox.tlm("append", input: points.joined(separator: "\n") + "\n").code == 0)

    let piped = try sandbox.tlm("trace", "E-1").output
    let shown = try sandbox.atTerminal(["trace", "E-1"]).output
    #expect((0..<40).allSatisfy { piped.contains("· moment-\($0) ") })
    #expect(shown.contains("and 28 more moments") && !shown.contains("moment-39"))
  }
}
