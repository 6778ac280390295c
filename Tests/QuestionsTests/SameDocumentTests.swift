import Questions
import TLM
import TestSupport
import Testing

/// A question, and the command that has the same document.
struct Pair: Sendable {
  let question: String
  let given: [String]
  let command: [String]

  init(_ question: String, _ given: [String] = [], _ command: String...) {
    (self.question, self.given, self.command) = (question, given, command)
  }

  var pairs: [(name: String, value: String)] {
    given.map { text in
      let cut = text.firstIndex(of: "=") ?? text.endIndex
      return (String(text[..<cut]), String(text[text.index(after: cut)...]))
    }
  }
}

struct SameDocumentTests {
  static let period = "2025-01-01..2026-12-31"
  static let at = "2026-02-13T10:00:00Z"

  static let pairs: [Pair] = [
    Pair("summary", ["since=\(period)"], "summary", "--since", period),
    Pair(
      "summary", ["since=2026-02", "compare=2026-01", "tool=ll-auto"], "summary", "--since",
      "2026-02",
      "--compare", "2026-01", "--tool", "ll-auto"),
    Pair(
      "trends", ["period=monthly", "since=\(period)"], "trends", "--monthly", "--since", period),
    Pair(
      "trends", ["metric=phase_s", "by=phase", "since=\(period)"], "trends", "--metric", "phase_s",
      "--by", "phase", "--since", period),
    Pair("query", ["limit=7"], "query", "--limit", "7"),
    Pair(
      "query", ["limit=5", "newest_first=true", "explain=true"], "query", "--limit", "5",
      "--newest-first", "--explain"),
    Pair("query", ["event=issue*", "count=true"], "query", "--event", "issue*", "--count"),
    Pair(
      "query", ["where=duration() > 1s", "limit=3"], "query", "--where", "duration() > 1s",
      "--limit",
      "3"),
    Pair(
      "query", ["group_by=phase", "agg=count, p95(duration_s)", "order=count desc"], "query",
      "--group-by", "phase", "--agg", "count, p95(duration_s)", "--order", "count desc", "--limit",
      "20"),
    Pair(
      "query", ["select=event, duration_s", "limit=4"], "query", "--select", "event, duration_s",
      "--limit", "4"),
    Pair(
      "query", ["every=1d", "zone=Europe/Berlin", "limit=9"], "query", "--every", "1d", "--zone",
      "Europe/Berlin", "--limit", "9"),
    Pair(
      "query", ["order=duration_s desc", "limit=3"], "query", "--order", "duration_s desc",
      "--limit",
      "3"),
    Pair("query", ["outcome=failure", "limit=3"], "query", "--outcome", "failure", "--limit", "3"),
    Pair("tail", ["limit=6"], "tail", "-n", "6"),
    Pair("tail", ["limit=2", "event=issue*"], "tail", "-n", "2", "--event", "issue*"),
    Pair("stats", ["limit=12"], "stats", "--limit", "12"),
    Pair("stats", ["by=phase", "limit=50"], "stats", "--by", "phase", "--limit", "50"),
    Pair("usage", [], "usage"),
    Pair("usage", ["by=monthly", "breakdown=true"], "usage", "monthly", "--breakdown"),
    Pair("usage", ["by=blocks", "zone=+02:00"], "usage", "blocks", "--zone", "+02:00"),
    Pair("sessions", ["limit=1000"], "sessions", "list"),
    Pair("runs", ["limit=5", "offset=1"], "runs", "list", "--limit", "5", "--offset", "1"),
    Pair("runs", ["status=failure,timeout"], "runs", "list", "--status", "failure,timeout"),
    Pair("sensors", ["at=\(at)"], "sensors", "list", "--at", at),
    Pair(
      "sensors", ["at=\(at)", "name=perf_tool_error_rate", "window=10m"], "sensors", "get",
      "perf_tool_error_rate", "--window", "10m", "--at", at),
    Pair("mode", [], "mode"),
    Pair("mode", ["at=\(at)", "scope=build"], "mode", "show", "--at", at, "--scope", "build"),
    Pair("explain", [], "mode", "explain"),
    Pair("projections", [], "projections", "list"),
    Pair("schema", [], "schema"),
    Pair("schema", ["limit=3"], "schema", "--limit", "3"),
  ]

  @Test func `a question has the document that its command prints`() throws {
    let asked = try Asked()
    for pair in Self.pairs {
      let printed = try asked.tlm(pair.command + ["--json"])

      try #require(printed.code <= 1, "\(pair.given): \(printed.errors)")
      let expected = try #require(Value(json: printed.lines.first ?? ""), "\(printed.errors)")
      let answer = try asked.document(pair.question, pair.pairs).timeless
      #expect(
        JSONWriter.text(of: answer) == JSONWriter.text(of: expected.timeless), "\(pair.given)")
    }
  }

  @Test func `every projection has the document of a replay, as a report and as a state`() throws {
    let asked = try Asked()
    for name in Store.Catalog().projections.map({ $0.name }) {
      for state in [false, true] {
        let printed = try asked.tlm(
          ["replay", "--projection", name, "--json", "--to", "100000"] + (state ? ["--state"] : []))
        let answer = try asked.document(
          "projection", [("name", name), ("state", "\(state)"), ("to", "100000")])
        let expected = try #require(Value(json: printed.lines.first ?? ""), "\(printed.errors)")
        #expect(answer.timeless == expected.timeless, "\(name)")
      }
    }
  }

  @Test func `what has an id is found by how that begins, as by the command`() throws {
    let asked = try Asked()
    let session = try asked.first(of: "sessions", in: "sessions")
    guard case .array(let runs)? = try asked.document("runs", [])["runs"],
      case .string(let run)? = runs.first?["run_id"]
    else { throw Command.Failure(description: "there are no runs in Tests/Data") }
    let cases = [
      ("session", ["sessions", "show", session], session),
      ("run", ["runs", "show", run], run), ("trace", ["trace", session], session),
    ]
    for (question, command, id) in cases {
      let printed = try asked.tlm(command + ["--json"])
      let expected = try #require(Value(json: printed.lines.first ?? ""), "\(printed.errors)")
      let answer = try asked.document(
        question, [("id", id)] + (question == "run" ? [] : [("limit", "1000")]))
      #expect(JSONWriter.text(of: answer) == JSONWriter.text(of: expected), "\(question) \(id)")
    }
  }

  @Test func `there is a pair for every question`() {
    let beside = ["session", "run", "trace", "projection"]
    let tested = Set(Self.pairs.map(\.question) + beside)
    #expect(QuestionCatalog.all.map(\.name).filter { !tested.contains($0) } == [])
  }
}
