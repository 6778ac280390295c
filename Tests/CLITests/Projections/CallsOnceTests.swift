import TLM
import TestSupport
import Testing

/// What several tell of one call counts once, by the real binary.
@Suite struct CallsOnceTests {
  private static let hooks = """
    {"ts":"2026-02-13T10:00:01Z","hook_event_name":"PreToolUse","session_id":"one","tool_name":"Bash","tool_use_id":"toolu_01ABCDEFGHJKLMNP","risk_level":"high"}
    {"ts":"2026-02-13T10:00:05Z","hook_event_name":"PostToolUse","session_id":"one","tool_name":"Bash","tool_use_id":"toolu_01ABCDEFGHJKLMNP"}

    """
  private static let transcript = """
    {"timestamp":"2026-02-13T10:00:00Z","type":"assistant","sessionId":"one","message":{"content":[{"type":"tool_use","id":"toolu_01ABCDEFGHJKLMNP","name":"Bash"}]}}
    {"timestamp":"2026-02-13T10:00:06Z","type":"user","sessionId":"one","message":{"content":[{"type":"tool_result","tool_use_id":"toolu_01ABCDEFGHJKLMNP","is_error":true}]}}

    """
  private static var resumed: String { transcript.split(separator: "one").joined(separator: "two") }

  private func usage(_ result: Command.Result) throws -> Value? {
    try json(result.output)["report"]
  }

  @Test func `files in any order, a resumed copy and a hook told twice are one call`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let hooks = try sandbox.file("hooks.jsonl", Self.hooks)
    let transcript = try sandbox.file("transcript.jsonl", Self.transcript)
    let resumed = try sandbox.file("resumed.jsonl", Self.resumed)
    func report(_ files: String...) throws -> Value? {
      try usage(sandbox.tlm(["replay", "-p", "tool-usage", "--json"] + files))
    }

    let one = try report(hooks, transcript)

    #expect(one?["overall"]?["calls"] == 1 && one?["overall"]?["failure"] == 1)
    #expect(one?["by_risk"]?["high"]?["sum_s"] == 5.0 && one?["open"] == 0)
    #expect(try report(transcript, hooks) == one)
    #expect(try report(hooks, hooks, transcript, resumed) == one)
    #expect(try report(resumed, transcript, hooks, transcript) == one)
  }

  @Test func `what is told after a state was kept joins the call as if it was always there`() throws
  {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", input: Self.hooks).code == 0)
    try #require(try sandbox.tlm("projections", "rebuild", "tool-usage").code == 0)
    try #require(try sandbox.tlm("append", input: Self.transcript + Self.resumed).code == 0)

    let kept = try sandbox.tlm("replay", "-p", "tool-usage", "--json")
    let zero = try sandbox.tlm("replay", "-p", "tool-usage", "--json", "--from-zero")

    #expect(try json(kept.output)["digest"] == json(zero.output)["digest"])
    #expect(try usage(kept)?["overall"]?["calls"] == 1)
    #expect(try usage(kept) == usage(zero))
    #expect(try sandbox.tlm("replay", "-p", "tool-usage", "--verify", "--digest").code == 0)
  }

  @Test func `each call is a row, and what has no id is in one`() throws {
    let sandbox = try Sandbox()
    let single = #"{"event":"tool_call_completed","tool_name":"Read","tool":"agent"}"# + "\n"
    try #require(try sandbox.tlm("append", input: Self.hooks + Self.transcript + single).code == 0)

    let rows = try json(sandbox.tlm("projections", "rows", "tool-usage", "--json").output)
    let failed = try json(
      sandbox.tlm("projections", "rows", "tool-usage", "--where", "outcome=failure", "--json")
        .output)

    #expect(rows["count"] == 2)
    #expect(failed["rows"]?.elements.count == 1)
    #expect(failed["rows"]?.elements.first?["key"] == "toolu_01ABCDEFGHJKLMNP")
    #expect(failed["rows"]?.elements.first?["row"]?["risk"] == "high")
  }
}
