import Events
import Projections
import Testing
import Folding

/// Which events are calls of tools, how they ended and how long they took.
@Suite struct ToolUsageTests {
  private func usage(_ lines: String...) throws -> Value { try report(ToolUsage(), lines) }

  private func counts(_ report: Value, _ tool: String) -> [Value?] {
    ["calls", "success", "failure", "other", "blocked", "sum_s"].map { report["tools", tool, $0] }
  }

  @Test func `an empty log has no tools`() throws {
    let report = try usage()

    #expect(
      report.names == [
        "overall", "tools", "bottleneck", "by_risk", "open", "programs", "invalid",
      ])
    #expect(report["overall", "calls"] == 0 && report["overall", "error_rate"] == .some(.null))
  }

  @Test func `a completed call is a success unless it says otherwise`() throws {
    let report = try usage(
      #"{"event":"tool_call_completed","tool_name":"Read","latency_ms":100,"risk_level":"low"}"#,
      #"{"event":"tool_call_completed","tool_name":"Read","latency_ms":300,"success":false}"#,
      #"{"event":"tool_call_completed","tool_name":"Read","status":"timeout"}"#,
      #"{"event":"tool_call_failed","tool_name":"Read","success":true}"#,
      #"{"event":"tool_call_blocked","tool_name":"Read","latency_ms":5}"#)

    #expect(counts(report, "Read") == [5, 1, 2, 1, 1, 0.4])
    #expect(report["tools", "Read", "success_rate"] == .double(1.0 / 3))
    #expect(report["tools", "Read", "error_rate"] == 0.5)
    #expect(report["tools", "Read", "share"] == 1.0)
    #expect(report["by_risk"]?.names == ["low", "unknown"])
    #expect(report["by_risk", "low", "calls"] == 1)
    #expect(report["bottleneck"] == "Read")
  }

  @Test func `hooks give a call its begin and its end by one id`() throws {
    let report = try usage(
      #"{"ts":1770000000,"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"1"}"#,
      #"{"ts":1770000001,"hook_event_name":"PreToolUse","tool_name":"Edit","tool_use_id":"2"}"#,
      #"{"ts":1770000002,"hook_event_name":"PreToolUse","tool_name":"Edit","tool_use_id":"3"}"#,
      #"{"ts":1770000004,"hook_event_name":"PostToolUse","tool_use_id":"1","tool_response":{"exit_code":0}}"#,
      #"{"ts":1770000005,"hook_event_name":"PermissionDenied","tool_name":"Edit","tool_use_id":"2"}"#,
      #"{"ts":1770000006,"hook_event_name":"PreToolUse","tool_name":"Write","tool_use_id":"4"}"#,
      #"{"ts":1770000007,"event":"agent_call_gated","tool_name":"Write","tool_use_id":"4"}"#)

    #expect(counts(report, "Bash") == [1, 1, 0, 0, 0, 4.0])
    #expect(counts(report, "Edit") == [1, 0, 0, 0, 1, .null])
    #expect(counts(report, "Write") == [1, 0, 0, 0, 1, .null])
    #expect(report["open"] == 1)
  }

  @Test(arguments: [
    (#"{"error":"no"}"#, true), (#"{"error":""}"#, false), (#"{"isError":true}"#, true),
    (#"{"exit_code":2}"#, true), (#"{"exit_code":0,"stderr":"failed"}"#, false),
    (#""Error: no such file""#, true), (#""all well""#, false), ("null", false), ("[]", false),
  ])
  func `a response tells whether the call failed`(response: String, hasFailed: Bool) throws {
    let report = try usage(
      #"{"hook_event_name":"PostToolUse","tool_name":"Bash","tool_response":\#(response)}"#)

    #expect(report["tools", "Bash", "failure"] == (hasFailed ? 1 : 0))
  }

  @Test func `a transcript counts a call when its result comes, and once`() throws {
    let ask = """
      {"type":"assistant","message":{"content":[{"type":"text","text":"x"},\
      {"type":"tool_use","id":"1","name":"Read","input":{}},\
      {"type":"tool_use","id":"2","name":"Grep","input":{}}]}}
      """
    let answer = """
      {"type":"user","message":{"content":[\
      {"type":"tool_result","tool_use_id":"1","is_error":true},\
      {"type":"tool_result","tool_use_id":"9"}]}}
      """

    let report = try usage(ask, ask, answer, answer)

    #expect(counts(report, "Read") == [1, 0, 1, 0, 0, .null])
    // Of the other one only the result is told.
    #expect(counts(report, "unknown") == [1, 1, 0, 0, 0, .null])
    #expect(report["tools"]?.names == ["Read", "unknown"] && report["open"] == 1)
  }

  @Test func `the time between two lines counts only if both have one of their own`() throws {
    let report = try usage(
      #"{"ts":1770000000,"event":"x"}"#,
      #"{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"1"}"#,
      #"{"ts":1770000009,"hook_event_name":"PostToolUse","tool_name":"Bash","tool_use_id":"1"}"#)

    #expect(report["tools", "Bash", "count"] == 0)
  }

  @Test func `time that runs backwards is invalid, and the call counts`() throws {
    let report = try usage(
      #"{"ts":1770000009,"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"1"}"#,
      #"{"ts":1770000000,"hook_event_name":"PostToolUse","tool_name":"Bash","tool_use_id":"1"}"#,
      #"{"event":"tool_call_completed","tool_name":"Bash","latency_ms":-1}"#)

    #expect(report["invalid"] == 2 && report["tools", "Bash", "calls"] == 2)
    #expect(report["tools", "Bash", "count"] == 0)
  }

  @Test func `where tool is what the agent called there is no program`() throws {
    let report = try usage(
      #"{"type":"SessionToolUsed","data":{"tool":"Read","duration":120}}"#,
      #"{"event":"tool_call_completed","tool":"agent","latency_ms":1}"#)

    #expect(report["tools"]?.names == ["Read", "unknown"])
    #expect(report["tools", "Read", "sum_s"] == 0.12)
    #expect(report["programs"]?.names == ["agent"])
  }

  @Test func `a program has its events and the commands that ended`() throws {
    let report = try usage(
      line("command_start", at: 0, ["tool": #""ll-auto""#]),
      line("issue_start", at: 5, ["tool": #""ll-auto""#]),
      line("command_end", at: 9, ["tool": #""ll-auto""#, "duration_s": "9", "exit_code": "1"]))

    let program = try #require(report["programs", "ll-auto"])
    #expect(program["events"] == 3 && program["commands"] == 1 && program["failure"] == 1)
    #expect(program["sum_s"] == 9.0)
    #expect(program["first"] == "2026-02-02T02:40:00.000000Z")
    #expect(program["last"] == "2026-02-02T02:40:09.000000Z")
  }

  @Test func `a state that was read back is the same`() throws {
    let state = try given(
      ToolUsage(),
      [
        #"{"event":"tool_call_completed","tool_name":"Read","latency_ms":100,"tool":"p"}"#,
        #"{"ts":1,"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"1"}"#,
      ])

    let bytes = try StateEncoder().encode(state)
    let decoded = try StateDecoder().decode(ToolUsage.State.self, from: bytes)

    #expect(decoded == state)
    #expect(try StateEncoder().encode(decoded) == bytes)
  }
}
