import Events
import Folding
import Ingest
import OTLP
import Projections
import TestSupport
import Testing

/// A call, a prompt and a response count once, whether a transcript, hooks or OpenTelemetry tell them,
/// or all of them.
@Suite struct CountedOnceTests {
  static let transcript = [
    """
    {"type":"user","uuid":"u-1","sessionId":"s-1","cwd":"/p","timestamp":"2026-09-01T00:00:00Z",\
    "message":{"role":"user","content":"do it"}}
    """,
    assistant("msg_1", "req_1", at: 1, uses: [("toolu_01AAAAAAAAAAAAAA", "Bash")]),
    assistant("msg_1", "req_1", at: 2, uses: [("toolu_01BBBBBBBBBBBBBB", "Edit")]),
    result("toolu_01AAAAAAAAAAAAAA", at: 4),
    result("toolu_01BBBBBBBBBBBBBB", at: 5, #","is_error":true,"content":"no such file""#),
    assistant("msg_2", "req_2", at: 7, uses: [("toolu_01CCCCCCCCCCCCCC", "Bash")]),
    result(
      "toolu_01CCCCCCCCCCCCCC", at: 9,
      #","is_error":true,"content":"The user doesn't want to proceed with this tool use.""#),
    assistant("msg_3", "req_3", at: 11, uses: []),
  ]

  static let hooks = [
    hook("UserPromptSubmit", at: 0, #","prompt":"do it","prompt_id":"q-1""#),
    hook("PreToolUse", at: 1, #","tool_name":"Bash","tool_use_id":"toolu_01AAAAAAAAAAAAAA""#),
    hook(
      "PostToolUse", at: 4,
      #","tool_name":"Bash","tool_use_id":"toolu_01AAAAAAAAAAAAAA","duration_ms":2900"#),
    hook("PreToolUse", at: 2, #","tool_name":"Edit","tool_use_id":"toolu_01BBBBBBBBBBBBBB""#),
    hook(
      "PostToolUseFailure", at: 5,
      #","tool_name":"Edit","tool_use_id":"toolu_01BBBBBBBBBBBBBB","error":"no such file""#),
    hook("PreToolUse", at: 8, #","tool_name":"Bash","tool_use_id":"toolu_01CCCCCCCCCCCCCC""#),
  ]

  private static func assistant(
    _ id: String, _ request: String, at second: Int, uses: [(String, String)]
  ) -> String {
    let parts = uses.map { #"{"type":"tool_use","id":"\#($0.0)","name":"\#($0.1)","input":{}}"# }
    return """
      {"type":"assistant","uuid":"\(id)-\(second)","sessionId":"s-1","requestId":"\(request)",\
      "timestamp":"\(time(second))","message":{"id":"\(id)","model":"claude-opus-4-5-20251101",\
      "content":[\(parts.joined(separator: ","))],"usage":{"input_tokens":10,"output_tokens":7,\
      "cache_read_input_tokens":100,"cache_creation_input_tokens":20}}}
      """
  }

  private static func result(_ id: String, at second: Int, _ more: String = "") -> String {
    """
    {"type":"user","uuid":"r-\(second)","sessionId":"s-1","timestamp":"\(time(second))",\
    "message":{"content":[{"type":"tool_result","tool_use_id":"\(id)"\(more)}]}}
    """
  }

  private static func hook(_ name: String, at second: Int, _ more: String) -> String {
    """
    {"ts":"\(time(second))","event":"\(name)","hook_event_name":"\(name)","session_id":"s-1",\
    "cwd":"/p"\(more)}
    """
  }

  private static func time(_ second: Int) -> String {
    "2026-09-01T00:00:\(second < 10 ? "0" : "")\(second).000000Z"
  }

  private static let begin: Int64 = 1_788_220_800

  private static func record(_ name: String, at second: Int64, _ attributes: Value) -> Value {
    let common: Value = [
      "session.id": "s-1", "event.name": .string(name), "event.sequence": .integer(second),
      "event.timestamp": .string(time(Int(second))),
    ]
    return [
      "timeUnixNano": .string(String((begin + second) * 1_000_000_000)),
      "body": ["stringValue": .string("claude_code." + name)],
      "attributes": Sent.attributes(common.with(attributes)),
    ]
  }

  private static func request(_ request: String, at second: Int64) -> Value {
    record(
      "api_request", at: second,
      [
        "request_id": .string(request), "model": "claude-opus-4-5", "duration_ms": 900,
        "input_tokens": 10, "output_tokens": 7, "cache_read_tokens": 100,
        "cache_creation_tokens": 20,
      ])
  }

  private static func ended(_ id: String, _ tool: String, at second: Int64, _ success: Bool)
    -> Value
  {
    record(
      "tool_result", at: second,
      [
        "tool_name": .string(tool), "tool_use_id": .string(id),
        "success": success ? "true" : "false",
        "duration_ms": "2900", "tool_result_size_bytes": "12",
      ])
  }

  private static let logs = Sent.logs(
    record(
      "user_prompt", at: 0, ["prompt_length": "5", "message.uuid": "u-1", "prompt.id": "q-1"]),
    request("req_1", at: 2), request("req_2", at: 8), request("req_3", at: 11),
    ended("toolu_01AAAAAAAAAAAAAA", "Bash", at: 4, true),
    ended("toolu_01BBBBBBBBBBBBBB", "Edit", at: 5, false),
    record(
      "tool_decision", at: 9,
      [
        "tool_name": "Bash", "tool_use_id": "toolu_01CCCCCCCCCCCCCC", "decision": "reject",
        "source": "user_reject",
      ]),
    service: "claude-code", scope: "com.anthropic.claude_code.events")

  private static func span(
    _ name: String, _ number: Int, from start: Int64, to end: Int64, _ attributes: Value
  ) -> Value {
    // Each is the root of a trace of its own, as it happens.
    let session: Value = ["session.id": "s-1"]
    return Sent.span(name, number, trace: number, session.with(attributes)).with([
      "startTimeUnixNano": .string(String((begin + start) * 1_000_000_000)),
      "endTimeUnixNano": .string(String((begin + end) * 1_000_000_000)),
    ])
  }

  private static let traces = Sent.traces(
    span("claude_code.interaction", 1, from: 0, to: 11, ["user_prompt_length": 5]),
    span(
      "claude_code.llm_request", 2, from: 1, to: 2,
      [
        "request_id": "req_1", "model": "claude-opus-4-5", "gen_ai.system": "anthropic",
        "gen_ai.request.model": "claude-opus-4-5", "input_tokens": 10, "output_tokens": 7,
        "cache_read_tokens": 100, "cache_creation_tokens": 20, "success": true,
      ]),
    span(
      "claude_code.tool", 3, from: 1, to: 4,
      ["tool_name": "Bash", "tool_use_id": "toolu_01AAAAAAAAAAAAAA", "duration_ms": 2900]),
    span("claude_code.tool.execution", 4, from: 2, to: 4, ["success": true]),
    span(
      "claude_code.tool", 5, from: 8, to: 9,
      ["tool_name": "Bash", "gen_ai.tool.call.id": "toolu_01CCCCCCCCCCCCCC"]),
    service: "claude-code", scope: "com.anthropic.claude_code.tracing")

  private static let tokens = Sent.metrics(
    "claude_code.token.usage", "sum",
    [
      "asDouble": 30, "timeUnixNano": "1788220860000000000",
      "startTimeUnixNano": "1788220800000000000",
      "attributes": Sent.attributes(
        ["session.id": "s-1", "type": "input", "model": "claude-opus-4-5"]),
    ],
    service: "claude-code", scope: "com.anthropic.claude_code",
    data: ["aggregationTemporality": 1, "isMonotonic": true])

  /// The lines that the requests become.
  private func told() throws -> [String] {
    let receiver = try Receiver()
    for _ in 0..<2 {
      receiver.take(.logs, Self.logs)
      receiver.take(.traces, Self.traces)
      receiver.take(.metrics, Self.tokens)
    }
    return try receiver.log.eventLines()
  }

  private func report<P: Reporting>(_ projection: P, _ lines: [String]) throws -> Value {
    var fold = Fold(isStrict: true)
    fold.add(projection)
    try fold.run(over: Chunks(lines.map { $0 + "\n" }.joined()))
    let state = fold.state(of: P.self)
    return projection.report(of: try #require(state))
  }

  /// What all sessions came to.
  private func usage(_ lines: [String]) throws -> Value {
    try #require(try report(AgentUsage(), lines)["totals"])
  }

  private func tools(_ lines: [String]) throws -> [Value?] {
    let report = try report(ToolUsage(), lines)
    return ["Bash", "Edit"].flatMap { tool in
      ["calls", "success", "failure", "other", "blocked"].map { report["tools"]?[tool]?[$0] }
    } + [report["open"], report["overall"]?["calls"]]
  }

  /// The session, apart from times that only some tell.
  private func session(_ lines: [String]) throws -> Value {
    let sessions = try report(Sessions(), lines)["sessions"]?.members ?? []
    #expect(sessions.count == 1)
    return try #require(sessions.first).value.without("active_s", "waiting_s")
  }

  @Test func `OpenTelemetry, hooks and the transcript come to what the transcript alone does`()
    throws
  {
    let told = try told()
    let alone = Self.transcript
    var random = Seeded(7)
    for lines in [
      alone + told, told + alone, alone + Self.hooks + told,
      (alone + Self.hooks + told).shuffled(using: &random),
    ] {
      #expect(try usage(lines) == usage(alone))
      #expect(try tools(lines) == tools(alone))
      #expect(try session(lines) == session(alone))
    }
    let totals = try usage(alone)
    #expect(totals["responses"] == 3 && totals["prompts"] == 1 && totals["tool_calls"] == 3)
    #expect(totals["input_tokens"] == 30 && totals["cache_read_tokens"] == 300)
    #expect(try tools(alone) == [2, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 3])
  }

  @Test func `OpenTelemetry alone tells the same calls and responses`() throws {
    let told = try told()

    let costs = ["cost_usd", "unpriced_models"]
    func counts(_ totals: Value) -> [Member] { totals.members.filter { !costs.contains($0.name) } }
    #expect(try counts(usage(told)) == counts(usage(Self.transcript)))
    #expect(try tools(told) == tools(Self.transcript))
  }
}
