import Events
import Folding
import Projections
import TestSupport
import Testing

/// Sessions: turns, times, and what happened one after the other.
@Suite struct SessionTests {
  private let lines = [
    #"{"type":"user","uuid":"1","sessionId":"s","cwd":"/w/one","gitBranch":"main","timestamp":"2026-09-01T00:00:00Z","message":{"content":"do it"}}"#,
    #"{"type":"assistant","uuid":"2","sessionId":"s","timestamp":"2026-09-01T00:00:10Z","message":{"id":"m","model":"claude-opus-4-5","content":[{"type":"tool_use","id":"toolu_01ABCDEFGHJKLMNP","name":"Bash"}],"usage":{"input_tokens":9,"cache_read_input_tokens":91}}}"#,
    #"{"type":"user","uuid":"3","sessionId":"s","timestamp":"2026-09-01T00:00:30Z","message":{"content":[{"type":"tool_result","tool_use_id":"toolu_01ABCDEFGHJKLMNP","is_error":true,"content":"no such file"}]}}"#,
    #"{"type":"system","subtype":"compact_boundary","uuid":"4","sessionId":"s","timestamp":"2026-09-01T00:00:40Z"}"#,
    #"{"type":"user","uuid":"5","sessionId":"s","timestamp":"2026-09-01T00:01:40Z","message":{"content":"and now?"}}"#,
    #"{"event":"context_snapshot","session_id":"s","used_percent":81.5,"session_cost_usd":0.5}"#,
    #"{"event":"context_snapshot","session_id":"s","used_percent":130}"#,
  ]

  @Test func `a session says its turns, its times and how full its context was`() throws {
    let report = try report(Sessions(), lines)
    let session = try #require(report["sessions", "s"])

    #expect(report["count"] == 1)
    #expect(session["project"] == "/w/one" && session["branch"] == "main")
    #expect(session["turns"] == 1 && session["prompts"] == 2)
    #expect(session["active_s"] == 30.0 && session["waiting_s"] == 70.0)
    #expect(session["compactions"] == 1 && session["tool_errors"] == 1)
    #expect(session["context_peak_tokens"] == 100 && session["cache_hit_ratio"] == 0.91)
    #expect(session["context_used_percent"] == 81.5)
    #expect(session["context_impossible_percent"] == 130.0)
    #expect(session["told_cost_usd"] == 0.5)
  }

  @Test func `a timeline tells prompts, responses, calls and compactions by time`() throws {
    #expect(
      try entries(of: "s", in: lines).map(\.kind) == [
        .prompt("do it"), .response(model: "claude-opus-4-5", input: 100, output: 0),
        .call(
          tool: "Bash", outcome: "failure", duration: Nanoseconds(rawValue: 20_000_000_000),
          bytes: 12),
        .compaction, .prompt("and now?"),
      ])
  }

  @Test func `a resumed session's timeline has what is counted of it, and its totals`() throws {
    func response(_ id: String, in session: String, at second: Int) -> String {
      """
      {"type":"assistant","uuid":"\(id)\(session)","sessionId":"\(session)",\
      "timestamp":"2026-09-01T00:00:0\(second)Z","message":{"id":"\(id)","model":"m",\
      "usage":{"input_tokens":1}}}
      """
    }
    // The second session begins with a copy of the first, and a line of a third is its own.
    let lines = [
      response("m1", in: "a", at: 1), response("m1", in: "b", at: 1),
      response("m2", in: "b", at: 2), response("m3", in: "c", at: 4),
      response("m3", in: "b", at: 3),
    ]
    let answer = UsageAnswer(of: try given(AgentUsage(), lines))

    #expect(try entries(of: "a", in: lines).count == 1)
    #expect(try entries(of: "b", in: lines).count == 2)
    #expect(try entries(of: "c", in: lines).isEmpty)
    #expect(answer.sessions["b"]?.responses == 2 && answer.sessions["c"] == nil)
  }

  private func entries(of session: Label, in lines: [String]) throws -> [SessionTimeline.Entry] {
    var question = UsageQuestion()
    question.session = { $0 == session }
    let answer = UsageAnswer(of: try given(AgentUsage(), lines), question)
    return try timeline(of: lines).entries(of: session, in: answer)
  }

  private func timeline(of lines: [String]) throws -> SessionTimeline {
    var timeline = SessionTimeline()
    var scan = Scan()
    try scan.run(over: Chunks(lines.map { $0 + "\n" }.joined())) { event in
      timeline.observe(event)
      return true
    }
    return timeline
  }
}
