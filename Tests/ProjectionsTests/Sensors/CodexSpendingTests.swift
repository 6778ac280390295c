import Events
import Projections
import Sensors
import TestSupport
import Testing

/// What sessions of Codex spend: told by their files, as they are and as they were imported, and by its
/// telemetry.
@Suite struct CodexSpendingTests {
  private func text(_ text: String) -> String { "\"\(text)\"" }

  /// A step of 1 000 tokens in, 600 of them out of a cache, and 100 out.
  private func step(_ number: Int, at time: Int, _ fields: KeyValuePairs<String, String> = [:])
    -> String
  {
    let total = #"{"input_tokens":\#(1000 * number),"output_tokens":\#(100 * number)}"#
    let last = #"{"input_tokens":1000,"cached_input_tokens":600,"output_tokens":100}"#
    let info = #"{"last_token_usage":\#(last),"total_token_usage":\#(total)}"#
    let payload = #"{"type":"token_count","info":\#(info)}"#
    return rollout("event_msg", at: time, payload, fields)
  }

  /// A line as Codex writes it: the name under `type`.
  private func rollout(
    _ type: String, at time: Int, _ payload: String, _ fields: KeyValuePairs<String, String> = [:]
  ) -> String {
    let others = fields.map { #","\#($0.key)":\#($0.value)"# }.joined()
    let stamp = ProjectionsTests.time(time).description
    return #"{"timestamp":"\#(stamp)","type":"\#(type)","payload":\#(payload)\#(others)}"#
  }

  private func imported(_ number: Int, at time: Int, _ session: String = "s") -> String {
    step(number, at: time, ["session_id": text(session), "model": text("gpt-5")])
  }

  /// 400 × 1.25 + 600 × 0.125 + 100 × 10 dollars for a million.
  private static let cost = 0.001575

  @Test func `a step that was imported counts once`() throws {
    let sensed = try Sensed([
      imported(1, at: 0), imported(1, at: 1), imported(2, at: 2),
      step(3, at: 3, ["session_id": text("s"), "model": text("gpt-5"), "replayed": "true"]),
    ])

    #expect(sensed.number("agent_cost_today", at: 3) == 2 * Self.cost)
    #expect(sensed.number("agent_tokens_input", at: 3) == 160)
    #expect(sensed.number("agent_tokens_cache_read", at: 3) == 240)
    #expect(sensed.number("agent_tokens_output", at: 3) == 40)
  }

  @Test func `lines as they are take session and model of those before, and history is none`()
    throws
  {
    let lines = [
      rollout("session_meta", at: 0, #"{"id":"fork","forked_from_id":"parent"}"#),
      rollout("session_meta", at: 0, #"{"id":"parent"}"#),
      step(1, at: 0),
      rollout("event_msg", at: 10, #"{"type":"task_started"}"#),
      rollout("turn_context", at: 10, #"{"model":"gpt-5"}"#),
      step(2, at: 11),
    ]
    let sensed = try Sensed(lines)

    #expect(sensed.number("agent_cost_today", at: 11) == Self.cost)
    #expect(sensed.table.invalid(of: "agent_cost_today", in: sensed.state) == 0)
  }

  @Test(arguments: ["replay-multisecond.jsonl", "fork-local-same-second.jsonl"])
  func `a file comes to as many tokens as its usage`(file: String) throws {
    let path = #filePath.replacing(
      "ProjectionsTests/Sensors/CodexSpendingTests.swift", with: "Data/codex/")
    let lines = try Disk.text(path + file).split(separator: "\n").map(String.init)
    let usage = try report(AgentUsage(), lines)
    let state = try given(SensorMetrics(), lines)
    let end = try #require(Timestamp("2026-06-08T12:10:00Z"))
    let table = SensorTable(SensorMetrics())

    for name in ["input", "output", "cache_read"] {
      let reading = table.reading(of: "agent_tokens_" + name, in: state, window: 3600, at: end)
      guard case .integer(let tokens)? = usage["totals", name + "_tokens"] else {
        Issue.record("no \(name)")
        continue
      }
      #expect(reading?.value == .number(Double(tokens) / 60), "\(name)")
    }
  }

  @Test func `a session that two tell of counts as the one that told more`() throws {
    func event(_ number: Int, at time: Int) -> String {
      line(
        "codex.sse_event", at: time,
        [
          "session_id": text("s"), "response_id": text("r\(number)"), "model": text("gpt-5"),
          "input_token_count": "1000", "cached_token_count": "600", "output_token_count": "100",
        ])
    }
    let lines = [
      event(1, at: 0), imported(1, at: 1), imported(2, at: 2), event(2, at: 3), event(3, at: 4),
      imported(1, at: 5, "other"),
    ]
    for (count, steps) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 4)] {
      let sensed = try Sensed(Array(lines.prefix(count)))
      #expect(sensed.number("agent_cost_today", at: 5) == Double(steps) * Self.cost, "\(count)")
      #expect(sensed.number("agent_tokens_output", at: 5) == Double(20 * steps), "\(count)")
    }
  }
}
