import Events
import Folding
import Projections
import TestSupport
import Testing

/// A response counts once, whoever tells it, in whatever order and however often.
@Suite struct AgentUsageTests {
  private func usage(_ lines: [String]) throws -> Value { try report(AgentUsage(), lines) }

  private func totals(_ report: Value, _ names: String...) -> [Value?] {
    names.map { report["totals", $0] }
  }

  /// A line of a transcript about a response.
  private func told(
    _ id: String = "msg_1", at second: Int = 1, in session: String = "one", output: Int = 7,
    request: String = "req_1", model: String = "claude-opus-4-5-20251101", _ more: String = ""
  ) -> String {
    """
    {"type":"assistant","uuid":"\(id)-\(output)","sessionId":"\(session)","requestId":"\(request)",\
    "timestamp":"2026-09-01T00:00:0\(second)Z","message":{"id":"\(id)","model":"\(model)",\
    "usage":{"input_tokens":10,"output_tokens":\(output),"cache_read_input_tokens":100,\
    "cache_creation_input_tokens":20}}\(more)}
    """
  }

  private func prompt(_ id: String, at second: Int = 0, in session: String = "one") -> String {
    """
    {"type":"user","uuid":"\(id)","sessionId":"\(session)",\
    "timestamp":"2026-09-01T00:00:0\(second)Z","message":{"content":"do it"}}
    """
  }

  private let request = """
    {"event":"claude_code.api_request","session.id":"one","ts":"2026-09-01T00:00:02Z",\
    "request_id":"req_1","model":"claude-opus-4-5","input_tokens":"10","output_tokens":9,\
    "cache_read_tokens":100,"cache_creation_tokens":20}
    """

  @Test func `of each kind of token the largest told counts`() throws {
    let report = try usage([told(output: 7), told(output: 2), told(output: 90), told(output: 90)])

    #expect(totals(report, "responses", "output_tokens", "input_tokens") == [1, 90, 10])
    #expect(totals(report, "cache_read_tokens", "cache_creation_tokens") == [100, 20])
  }

  @Test func `it belongs to the session of its earliest telling, then to the smaller id`() throws {
    func owner(_ lines: String...) throws -> [String]? { try usage(lines)["by_session"]?.names }

    #expect(try owner(told(at: 5, in: "a"), told(at: 3, in: "b")) == ["b"])
    #expect(try owner(told(in: "b"), told(in: "a")) == ["a"])
    #expect(try owner(told(in: "b"), told(in: "a", #","parent_session_id":"c""#)) == ["b"])
  }

  @Test func `a request that telemetry tells joins the message of a transcript`() throws {
    let alone = try usage([request])
    let both = try usage([request, told(output: 7)])
    let others = try usage([told(output: 7), request, request])

    #expect(totals(alone, "responses", "output_tokens") == [1, 9])
    #expect(totals(both, "responses", "output_tokens") == [1, 9])
    #expect(both == others && both["by_model"]?.names == ["claude-opus-4-5-20251101"])
  }

  @Test func `hooks and telemetry of a session add nothing to its transcript`() throws {
    let transcript = [prompt("u1"), told(), prompt("u2", at: 4)]
    let others = [
      request,
      #"{"hook_event_name":"UserPromptSubmit","session_id":"one","ts":"2026-09-01T00:00:00.5Z"}"#,
      #"{"event":"claude_code.user_prompt","session.id":"one","prompt.id":"p","ts":"2026-09-01T00:00:00.6Z"}"#,
      #"{"name":"chat","gen_ai.usage.input_tokens":130,"gen_ai.usage.output_tokens":7,"session_id":"one","trace_id":"t","span_id":"s"}"#,
    ]
    let all = try usage(others + transcript)

    #expect(try totals(usage(transcript), "responses", "prompts") == [1, 2])
    #expect(totals(all, "responses", "prompts", "input_tokens") == [1, 2, 10])
    #expect(all["left_out", "told_better"] == 3)
    #expect(try totals(usage(others), "prompts", "responses") == [1, 2])
  }

  @Test func `what a transcript does not have is added to it, if ids can tell`() throws {
    let other = request.replacing("req_1", with: "req_9")
    let span = request.replacing(
      #""request_id":"req_1""#, with: #""gen_ai.response.id":"msg_9""#)

    #expect(try totals(usage([told(), other]), "responses") == [2])
    #expect(try totals(usage([told(), span]), "responses") == [2])
    let nameless = told().replacing(#""requestId":"req_1","#, with: "")
    #expect(try totals(usage([nameless, other]), "responses") == [1])
  }

  @Test func `what the program itself says is no model's response`() throws {
    let lines = [told("x", model: "<synthetic>", #","isApiErrorMessage":true"#), told()]

    #expect(try totals(usage(lines), "responses") == [1])
    #expect(try usage(lines)["by_model"]?.names == ["claude-opus-4-5-20251101"])
  }

  @Test func `input under the names of generative AI contains what was cached`() throws {
    let line = """
      {"name":"chat x","trace_id":"t","span_id":"s","gen_ai.usage.prompt_tokens":150,\
      "gen_ai.usage.completion_tokens":5,"gen_ai.usage.cache_read.input_tokens":100,\
      "gen_ai.usage.cache_creation_input_tokens":40,"gen_ai.response.model":"m"}
      """
    let report = try usage([line, line])

    #expect(totals(report, "responses", "input_tokens", "output_tokens") == [1, 10, 5])
    #expect(totals(report, "cache_read_tokens", "cache_creation_tokens") == [100, 40])
    #expect(report["totals", "cost_usd"] == .null && report["by_model"]?.names == ["m"])
  }

  @Test func `a count that nobody can read is told, and counts as nothing`() throws {
    let odd = told().replacing(#""input_tokens":10"#, with: #""input_tokens":"many""#)
    let negative = told().replacing(#""input_tokens":10"#, with: #""input_tokens":-4"#)

    #expect(try usage([odd])["left_out", "unreadable"] == 1)
    #expect(try usage([negative])["totals", "input_tokens"] == 0)
    #expect(try usage([odd, told()])["totals", "input_tokens"] == 10)
  }

  @Test func `what holds no counts, and a count that no response comes to, are told`() throws {
    let list = told().replacing(#"{"input_tokens":10,"#, with: #"["input_tokens",{"#)
      .replacing("\"cache_creation_input_tokens\":20}}", with: "\"a\":1}]}")
    let greatest = told().replacing(
      #""input_tokens":10"#, with: #""input_tokens":9223372036854775807"#)

    #expect(try usage([list])["left_out", "unreadable"] == 1)
    #expect(try totals(usage([list]), "responses", "output_tokens") == [1, 0])
    #expect(try usage([greatest])["left_out", "unreadable"] == 1)
    #expect(try totals(usage([greatest]), "input_tokens", "output_tokens") == [0, 7])
  }

  @Test func `a cost that nobody can read is in no cost, and no count of tokens`() throws {
    let odd = told("msg_1", #","costUSD":"much""#)
    let report = try usage([odd])

    #expect(report["left_out", "unreadable_costs"] == 1 && report["left_out", "unreadable"] == 0)
    #expect(report["totals", "cost_usd"] == .null && report["totals", "unpriced_models"] == [])
    #expect(try usage([odd, told("msg_1", #","costUSD":0.5"#)])["totals", "cost_usd"] == 0.5)
    #expect(try usage([told("msg_1", #","costUSD":null"#)])["left_out", "unreadable_costs"] == 0)
  }

  @Test func `of what went into a cache the kinds are the sum where nobody tells it`() throws {
    func written(_ usage: String) throws -> [Value?] {
      let line = """
        {"type":"assistant","sessionId":"s","message":{"id":"m","model":"claude-opus-4-5",\
        "usage":{"output_tokens":0,\(usage)}}}
        """
      return try totals(self.usage([line]), "cache_creation_tokens", "cost_usd")
    }
    let kinds = #""cache_creation":{"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":70}"#

    // 30 at 6.25 dollars a million, 70 at 10.
    #expect(try written(kinds) == [100, 0.000_888])
    #expect(try written(kinds + #","cache_creation_input_tokens":90"#).first == 90)
    #expect(try written(kinds.replacing("70", with: "0")) == [30, 0.000_188])
  }

  @Test func `a call that a gate refused has ended, and is no error, whatever its transcript says`()
    throws
  {
    let id = "toolu_01ABCDEFGHJKLMNP"
    let told = [("PreToolUse", 1), ("agent_call_gated", 2)].map { name, second in
      """
      {"ts":"2026-09-01T00:00:0\(second)Z","event":"\(name)","session_id":"one","tool_name":"Bash",\
      "tool_use_id":"\(id)"}
      """
    }
    let result = """
      {"type":"user","uuid":"u","sessionId":"one","timestamp":"2026-09-01T00:00:03Z","message":\
      {"content":[{"type":"tool_result","tool_use_id":"\(id)","is_error":true,"content":"denied"}]}}
      """

    for lines in [told, told + [result], [result] + told.reversed()] {
      #expect(totals(try usage(lines), "tool_calls", "tool_errors") == [1, 0])
      let row = try #require(try given(Sessions(), lines)[Label("t" + id)])
      let call = Sessions().report(ofRow: row)
      #expect(call?["open"] == false && call?["outcome"] == "blocked")
    }
  }

  @Test func `a call that a person stopped is no error, for usage and tool-usage alike`() throws {
    func line(_ flag: String) -> String {
      """
      {"hook_event_name":"PostToolUseFailure","session_id":"s","tool_name":"Bash",\
      "tool_use_id":"toolu_01ABCDEFGHJKLMNP","error":"no","is_interrupt":\(flag)}
      """
    }
    func errors(_ flag: String) throws -> [Value?] {
      [
        try usage([line(flag)])["totals", "tool_errors"],
        try report(ToolUsage(), [line(flag)])["overall", "failure"],
      ]
    }

    #expect(try errors("true") == [0, 0])
    #expect(try errors("false") == [1, 1])
  }

  @Test func `a person's no is no error of the tool`() throws {
    func errors(_ content: String) throws -> [Value?] {
      let line = """
        {"type":"user","sessionId":"one","message":{"content":[{"type":"tool_result",\
        "tool_use_id":"toolu_01ABCDEFGHJKLMNP","is_error":true,"content":"\(content)"}]}}
        """
      return try totals(usage([line]), "tool_calls", "tool_errors", "prompts")
    }

    #expect(try errors("Exit code 1") == [1, 1, 0])
    #expect(try errors("The user doesn't want to proceed with this tool use. So") == [1, 0, 0])
    #expect(try errors("[Request interrupted by user for tool use]") == [1, 0, 0])
  }

  @Test func `counts beyond 32 bits are exact`() throws {
    let lines = [told(output: 5_000_000_000), told(output: 6)]

    #expect(try totals(usage(lines), "output_tokens") == [5_000_000_000])
  }

  @Test func `one message under very many requests is one response, in any order`() throws {
    let lines = (0..<3000).map { told(output: $0, request: "req_\($0)") }
    let states = try [lines, lines.reversed()].map { try Digest(of: given(AgentUsage(), $0)) }

    #expect(try totals(usage(lines), "responses", "output_tokens") == [1, 2999])
    #expect(states[0] == states[1])
  }

  @Test func `every order of tellings gives one state`() throws {
    let lines = [
      told(output: 7), told(at: 3, in: "two", output: 90, request: "req_2"), request,
      prompt("u1"), prompt("u1", at: 2, in: "two"),
    ]
    let states = try [lines, lines.reversed(), lines + lines].map { lines in
      try Digest(of: given(AgentUsage(), lines))
    }

    #expect(Set(states).count == 1)
  }
}
