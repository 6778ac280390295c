import Events
import Folding
import Projections
import Sensors
import Testing

/// What agents spend, repeat and get done.
@Suite struct AgentSensorTests {
  private func text(_ text: String) -> String { "\"\(text)\"" }

  /// A line of a transcript: 1 000 tokens in and 100 out, of a model that costs $3 and $15 a million.
  private func response(_ id: String, at time: Int, request: String = "", out: Int = 100) -> String
  {
    let usage = #"{"input_tokens":1000,"output_tokens":\#(out)}"#
    return line(
      "assistant", at: time,
      [
        "sessionId": text("s"), "requestId": request.isEmpty ? "null" : text(request),
        "message": #"{"id":"\#(id)","model":"claude-sonnet-4-5","content":[],"usage":\#(usage)}"#,
      ])
  }

  private func call(
    _ event: String, _ id: String, at time: Int, tool: String = "Bash", input: String = "ls"
  ) -> String {
    line(
      event, at: time,
      [
        "tool_use_id": text("toolu_0123456789" + id), "session_id": text("s"),
        "tool_name": text(tool), "input": text(input), "input_bytes": "\(input.utf8.count)",
      ])
  }

  @Test func `a response counts once, whoever tells it, and the larger telling counts`() throws {
    let told = [
      response("m1", at: 0, request: "r1"), response("m1", at: 1, request: "r1"),
      line(
        "api_request", at: 2,
        [
          "session_id": text("s"), "request_id": text("r1"), "input_tokens": "1000",
          "output_tokens": "100", "cost_usd": "0.0045", "model": text("claude-sonnet-4-5"),
        ]),
    ]
    let sensed = try Sensed(told)

    #expect(sensed.number("agent_cost_today", at: 2) == 0.0045)
    #expect(sensed.number("agent_tokens_input", at: 2) == 200)
    #expect(sensed.number("agent_tokens_output", at: 2) == 20)
    let more = try Sensed(told + [response("m1", at: 3, out: 200), response("m2", at: 4)])
    #expect(more.number("agent_cost_today", at: 4) == 0.0105)
    #expect(more.number("agent_tokens_output", at: 4) == 60)
  }

  @Test func `what a session says that it costs so far is no more than what its responses cost`()
    throws
  {
    func status(_ cost: Double, at time: Int) -> String {
      line("context_snapshot", at: time, ["session_id": text("s"), "session_cost_usd": "\(cost)"])
    }
    let lines = [
      response("m1", at: 0), status(0.0045, at: 1), status(0.01, at: 2), response("m2", at: 3),
      // The agent was started anew, and counts from nothing.
      status(0.5, at: 4), status(0.25, at: 5),
    ]
    for (time, cost) in [0.0045, 0.0045, 0.01, 0.01, 0.5, 0.75].enumerated() {
      let first = try Sensed(Array(lines.prefix(time + 1)))
      #expect(first.number("agent_cost_today", at: time) == cost, "\(time)")
    }
  }

  @Test func `a day ends at midnight, an hour with the hour, and rates go on`() throws {
    // 1 770 000 000 is 2026-02-02T02:40:00Z.
    let sensed = try Sensed([response("m1", at: 0), response("m2", at: 1200)])

    #expect(sensed.number("agent_cost_today", at: 1200) == 0.009)
    #expect(sensed.number("agent_cost_this_hour", at: 1199) == 0.0045)
    #expect(sensed.number("agent_cost_this_hour", at: 1200) == 0.0045)
    #expect(sensed.number("agent_cost_per_hour", at: 1300) == 0.027)
    #expect(sensed.number("agent_cost_per_hour", at: 1800) == 0)
    // 75 600 s of the day are left.
    #expect(sensed.number("agent_cost_until_midnight", at: 1200) == 0.576)
    #expect(sensed.number("agent_cost_today", at: 76_799) == 0.009)
    #expect(sensed.number("agent_cost_today", at: 76_800) == 0)
    #expect(sensed.number("agent_cost_today", window: 3600, at: 1200) == 0.009)
  }

  @Test func `a response without a price is in no cost, and is told`() throws {
    let message = #"{"id":"m","model":"of-nobody","usage":{"input_tokens":600}}"#
    let sensed = try Sensed([line("assistant", at: 0, ["message": message])])

    #expect(sensed.number("agent_cost_today", at: 0) == 0)
    #expect(sensed.number("agent_tokens_input", at: 0) == 120)
    #expect(sensed.table.invalid(of: "agent_cost_today", in: sensed.state) == 1)
  }

  @Test func `the same call is one with the same input, within the window`() throws {
    var lines = (0..<5).map { call("PreToolUse", "\($0)", at: $0 * 30) }
    #expect(try Sensed(lines).number("agent_calls_repeated", at: 119) == 4)
    #expect(try Sensed(lines).number("agent_calls_repeated", at: 120) == 4)
    #expect(try Sensed(lines).number("agent_calls_repeated", window: 600, at: 120) == 5)
    lines += [call("PreToolUse", "0", at: 121), call("PreToolUse", "9", at: 122, input: "pwd")]
    #expect(try Sensed(lines).number("agent_calls_repeated", window: 600, at: 122) == 5)
    #expect(try Sensed(lines).number("agent_calls_repeated", at: 900) == 0)
  }

  @Test func `shares are of the calls that ended, and of those that began`() throws {
    let sensed = try Sensed([
      call("PreToolUse", "a", at: 0), call("PostToolUseFailure", "a", at: 1),
      call("PreToolUse", "b", at: 2), call("agent_call_gated", "b", at: 3),
      call("PreToolUse", "c", at: 4), call("PostToolUse", "c", at: 5),
      call("PreToolUse", "d", at: 6, input: "pwd"), call("PostToolUse", "d", at: 7),
    ])

    #expect(sensed.number("agent_calls_failed", at: 7) == 0.25)
    #expect(sensed.number("agent_calls_refused", at: 7) == 0.25)
    #expect(sensed.number("agent_calls_retried", at: 7) == 0.5)
    #expect(sensed.number("agent_calls_in_flight", at: 7) == 0)
  }

  @Test func `time goes by since the last edit, test and commit`() throws {
    let sensed = try Sensed([
      call("PostToolUse", "a", at: 0, tool: "Edit"),
      call("PostToolUseFailure", "b", at: 10, input: "cd x && swift test"),
      call("PostToolUse", "c", at: 20, input: "git commit -m x"),
      call("PostToolUseFailure", "d", at: 30, input: "git commit -m y"),
      call("PostToolUseFailure", "e", at: 30, tool: "Edit"),
    ])

    #expect(sensed.number("agent_since_edit", at: 60) == 60)
    #expect(sensed.number("agent_since_test", at: 60) == 50)
    #expect(sensed.number("agent_since_commit", at: 60) == 40)
    #expect(sensed.number("agent_since_edit", at: 200_000) == 86_400)
    #expect(try Sensed([]).number("agent_since_edit", at: 60) == nil)
  }

  @Test func `what was kept goes on as what was not`() throws {
    let lines = [response("m1", at: 0, request: "r1"), call("PreToolUse", "a", at: 1)]
    let sensed = try Sensed(lines)
    let bytes = try StateEncoder().encode(sensed.state)
    let kept = try StateDecoder().decode(SensorMetrics.State.self, from: bytes)

    #expect(kept == sensed.state)
    #expect(try StateEncoder().encode(kept) == bytes)
  }
}
