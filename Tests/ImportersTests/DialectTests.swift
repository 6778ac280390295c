import Events
import SystemCalls
import TLM
import TestSupport
import Testing

/// What comes into the log of each dialect.
@Suite struct DialectTests {
  @Test(arguments: [
    ("structlog/current.jsonl", "structlog", 412), ("little-loops/commits.jsonl", "jsonl", 2175),
    ("little-loops/issue_lifecycle.jsonl", "little-loops", 1617),
    ("runs/events_20261121.ndjson", "runs", 479),
    ("runs/telemetry_20261121_034248.jsonl.ready", "runs", 245),
    ("dialects/scopecraft_domain_events.jsonl", "domain", 6),
    ("dialects/claude_hooks.jsonl", "claude-hooks", 6),
    ("dialects/feat417_seed000.jsonl", "little-loops", 6),
    ("claude/session-a.stream.jsonl", "claude-stream", 26),
    ("claude/fixtures/qwen/session.jsonl", "claude", 6), ("codex/function_calls.jsonl", "codex", 4),
  ])
  func `a file is known by its lines`(file: String, format: String, lines: Int) throws {
    let imports = try Imports()

    let said = try imports.imported(Built.data(file))

    #expect(said["files"]?.elements[0]["format"]?.text == format)
    #expect(said["totals"]?["lines"]?.count == lines)
  }

  @Test func `rotated files come oldest first, whatever their names' order`() throws {
    let imports = try Imports()
    try imports.write("app.jsonl", numbered(9..<12))
    try imports.write("app.jsonl.1", numbered(6..<9))
    try imports.write("app.jsonl.2.gz", imports.gzipped(Array(numbered(3..<6).utf8)))
    try imports.write("app.jsonl.10.gz", imports.gzipped(Array(numbered(0..<3).utf8)))

    try imports.imported(".")

    #expect(try imports.events() == lines(numbered(0..<12)))
  }

  @Test func `records of one run come in as they are, and the fold makes one run of them`() throws {
    let imports = try Imports()

    try imports.imported(
      Built.data("runs/events_20261121.ndjson"),
      Built.data("runs/telemetry_20261121_034248.jsonl.ready"))

    let runs = try imports.tlm("replay", "-p", "runs", "--json").json()["report"]
    #expect(runs?["runs"] == 125, "\(JSONWriter.text(of: runs ?? .null))")
  }

  @Test func `loops give the same from the log as from their files`() throws {
    let imports = try Imports()
    let folder = Built.data("little-loops/loop_history")
    let files = try Folder.names(in: folder).map { "\(folder)/\($0)/events.jsonl" }

    try imports.imported(folder)

    let log = try imports.tlm("replay", "-p", "phase-timing", "--json").json()
    let plain = try imports.tlm("replay", "-p", "phase-timing", "--json", files: files)
    #expect(try log["report"] == plain.json()["report"])
    #expect(log["report"]?["states"]?.members.isEmpty == false)
  }

  @Test func `a Claude agent's lines name the session that it works for`() throws {
    let imports = try Imports()
    let own = #"{"type":"user","sessionId":"S1","uuid":"a"}"#
    let other = #"{"type":"assistant","sessionId":"S2","uuid":"b"}"#
    let none = #"{"type":"user","uuid":"c" }"#
    try imports.write("p/S1/subagents/agent-x.jsonl", [own, other, none].joined(separator: "\n"))
    try imports.write("p/S1.jsonl", own.replacing("\"a\"", with: "\"d\"") + "\n")

    try imports.imported("p")

    let added = #","parent_session_id":"S1"}"#
    #expect(
      Set(try imports.events())
        == [
          own, String(other.dropLast()) + added, #"{"type":"user","uuid":"c" "# + added,
          own.replacing("\"a\"", with: "\"d\""),
        ])
  }

  @Test func `secrets are hidden in transcripts unless they shall stay`() throws {
    let secret = "ghp_" + String(repeating: "a1B2c3D4e5", count: 4).prefix(36)
    let line =
      #"{"type":"user","sessionId":"S1","uuid":"\#(uuid)","message":{"content":"use \#(secret)"}}"#
    for (arguments, isHidden) in [([], true), (["--no-redact"], false)] {
      let imports = try Imports()
      try imports.write("S1.jsonl", line + "\n")
      let said = try imports.tlm(["import", "S1.jsonl", "--json"] + arguments)
      #expect(try imports.events().first?.contains(secret) == !isHidden)
      #expect(try imports.events().first?.contains(uuid) == true)
      let counted = try said.json()["totals"]?["redacted"]
      #expect(counted == (isHidden ? 1 : 0))
    }
    let imports = try Imports()
    try imports.write("app.jsonl", "{\"token\":\"\(secret)\"}\n")
    try imports.imported("app.jsonl", "--redact")
    #expect(try imports.events().first?.contains(secret) == false)
  }

  private let uuid = "0d501741-4b1c-4f8e-9a77-2f0c6a1d9e55"

  @Test func `a rollout's lines name their session, its model and what is history`() throws {
    let imports = try Imports()

    try imports.imported(Built.data("codex/replay-multisecond.jsonl"))

    let events = try imports.events().compactMap { Value(json: $0) }
    #expect(events.allSatisfy { $0["session_id"] == "multi-leaf" })
    let live = events.filter { $0["replayed"] == nil }
    #expect(live.count == 3, "the session's own beginning and its live turn")
    #expect(live.last?["payload"]?["info"]?["last_token_usage"]?["input_tokens"] == 5000)
  }

  @Test func `a rollout that grows keeps its session and model`() throws {
    let imports = try Imports()
    let name = "rollout-2026-05-02T12-33-22-0d501741-4b1c-4f8e-9a77-2f0c6a1d9e55.jsonl"
    try imports.write(
      name,
      #"{"timestamp":"2026-05-02T12:33:24Z","type":"turn_context","payload":{"model":"gpt-5"}}"#
        + "\n")
    try imports.imported(name)
    let count =
      #"{"timestamp":"2026-05-02T12:33:25Z","type":"event_msg","payload":{"type":"token_count"}"#
    try imports.append(name, count + "}\n")

    try imports.imported(name)

    #expect(
      try imports.events().last
        == count + #","session_id":"0d501741-4b1c-4f8e-9a77-2f0c6a1d9e55","model":"gpt-5"}"#)
  }

  @Test func `OTLP lines become an event a span, a record and a point`() throws {
    let imports = try Imports()
    let resource =
      #""resource":{"attributes":[{"key":"service.name","value":{"stringValue":"agent"}}]}"#
    try imports.write(
      "otlp.jsonl",
      """
      {"resourceSpans":[{\(resource),"scopeSpans":[{"spans":[{"traceId":"t1","spanId":"s1","name":"chat","startTimeUnixNano":"1770976800000000000","endTimeUnixNano":"1770976801500000000","status":{"code":2},"attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}}]},{"traceId":"t1","spanId":"s2","parentSpanId":"s1","name":"tool","startTimeUnixNano":"1770976800000000000"}]}]}]}
      {"resourceLogs":[{\(resource),"scopeLogs":[{"logRecords":[{"timeUnixNano":"1770976800000000000","severityText":"INFO","body":{"stringValue":"hi"},"attributes":[{"key":"event.name","value":{"stringValue":"user_prompt"}}]}]}]}]}
      {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"load","unit":"1","gauge":{"dataPoints":[{"asDouble":0.5,"timeUnixNano":"1770976800000000000"}]}}]}]}]}

      """)

    let said = try imports.imported("otlp.jsonl")

    let events = try imports.events().compactMap { Value(json: $0) }
    #expect(said["files"]?.elements[0]["format"] == "otlp" && said["totals"]?["new"] == 4)
    #expect(events.map { $0["event"]?.text } == ["chat", "tool", "user_prompt", "load"])
    #expect(events[0]["ts"] == "2026-02-13T10:00:00.000000Z" && events[0]["duration_s"] == 1.5)
    #expect(events[0]["gen_ai.usage.input_tokens"] == 12 && events[0]["status"] == "error")
    #expect(events[0]["tool"] == "agent" && events[1]["parent_span_id"] == "s1")
    #expect(events[2]["message"] == "hi" && events[2]["level"] == "info")
    #expect(events[3]["value"] == 0.5 && events[3]["unit"] == "1")
  }

  @Test func `a large resource before many spans is carried in part, and told`() throws {
    let imports = try Imports()
    let span = #"{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}"#
    let spans = Array(repeating: span, count: 2000).joined(separator: ",")
    let long = String(repeating: "x", count: 100_000)
    func attribute(_ name: String, _ text: String) -> String {
      #"{"key":"\#(name)","value":{"stringValue":"\#(text)"}}"#
    }
    try imports.write(
      "otlp.jsonl",
      #"{"resourceSpans":[{"resource":{"attributes":[\#(attribute("long", long)),"#
        + #"\#(attribute("service.name", "api"))]},"scopeSpans":[{"spans":[\#(spans)]}]}]}"# + "\n")

    #expect(try imports.imported("otlp.jsonl")["totals"]?["new"] == 2000)

    let events = try imports.events().compactMap { Value(json: Array($0.utf8)) }
    #expect(events.count == 2000)
    #expect(
      events.allSatisfy {
        $0["tool"] == "api" && $0["resource"] == ["service.name": "api", "tlm.left_out": 1]
      })
  }

  @Test func `a line of OTLP that stands for thousands of events comes in once, whole`() throws {
    let imports = try Imports()
    let spans = (0..<9000).map {
      #"{"traceId":"t\#($0)","spanId":"s\#($0)","name":"step","startTimeUnixNano":"1770976800000000000","attributes":[{"key":"text","value":{"stringValue":"\#(String(repeating: "x", count: 200))"}}]}"#
    }.joined(separator: ",")
    let line = #"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(spans)]}]}]}"# + "\n"
    try imports.write("otlp.jsonl", line)
    let log = imports.store + "/log/00000000000000000000.jsonl"

    let said = try imports.imported("otlp.jsonl")
    let all = try Disk.bytes(log)
    #expect(said["totals"]?["new"] == 9000)
    // As if it had died in the middle.
    for share in [3, 5, 8] {
      try imports.forgetBook()
      try Disk.write(log, Array(all[..<(all.count * share / 9)]))
      try imports.imported("otlp.jsonl")
      #expect(try imports.events().count == 9000)
      #expect(Set(try imports.events()).count == 9000)
    }
  }

  @Test func `the folders of agents are found, each once`() throws {
    let imports = try Imports()
    let line = #"{"type":"user","sessionId":"S1","uuid":"a"}"# + "\n"
    try imports.write("home/.claude/projects/p/S1.jsonl", line)
    try imports.write("home/.config/claude/projects/q/S2.jsonl", line.replacing("S1", with: "S2"))
    try imports.write("other/projects/r/S3.jsonl", line.replacing("S1", with: "S3"))
    let rollout = #"{"timestamp":"2026-05-02T12:33:24Z","type":"event_msg","payload":{}}"# + "\n"
    try imports.write("home/.codex/sessions/2026/05/02/rollout-1.jsonl", rollout)
    try imports.write("home/.codex/archived_sessions/rollout-2.jsonl", rollout + rollout)

    #expect(try imports.imported("claude")["totals"]?["new"] == 2)
    let named = ["CLAUDE_CONFIG_DIR": "\(imports.path)/other, \(imports.path)/home/.claude/"]
    let said = try imports.imported("claude", environment: named)
    #expect(said["totals"]?["new"] == 1 && said["totals"]?["known"] == 1)
    #expect(try imports.imported("codex")["totals"]?["files"] == 2)
    let none = try imports.tlm("import", "codex", environment: ["CODEX_HOME": "/nowhere"])
    #expect(none.code == 1 && none.errors.contains("no sessions of Codex are here"))
  }
}

extension Imports {
  func tlm(_ arguments: [String]) throws -> Command.Result {
    try Command.run(
      Built.tlm, arguments, environment: ["PATH": "/usr/bin:/bin", "HOME": path + "/home"],
      in: path)
  }

  func tlm(_ arguments: String..., files: [String]) throws -> Command.Result {
    try tlm(arguments + files)
  }
}
