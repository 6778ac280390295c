import Events
import Folding
import Projections
import TestSupport
import Testing

/// Rollouts of Codex, as they are and as they were imported.
@Suite struct RolloutTests {
  private func totals(_ file: String, _ names: String...) throws -> [Value?] {
    let path = #filePath.replacing("ProjectionsTests/Work/RolloutTests.swift", with: "Data/codex/")
    let text = try Disk.text(path + file)
    let report = try report(AgentUsage(), text.split(separator: "\n").map(String.init))
    return names.map { report["totals", $0] }
  }

  @Test func `the history of a fork counts nothing`() throws {
    let found = try totals(
      "replay-multisecond.jsonl", "responses", "input_tokens", "cache_read_tokens",
      "output_tokens", "reasoning_tokens")

    #expect(found == [1, 2000, 3000, 500, 50])
  }

  @Test func `a fork that replays nothing counts whole`() throws {
    let found = try totals(
      "fork-local-same-second.jsonl", "responses", "input_tokens", "cache_read_tokens",
      "output_tokens", "reasoning_tokens")

    #expect(found == [3, 600, 2400, 120, 30])
  }

  @Test func `lines that say their session need no others`() throws {
    let step = """
      {"timestamp":"2026-06-08T11:39:04Z","type":"event_msg","session_id":"s","model":"gpt-5",\
      "payload":{"type":"token_count","info":{"last_token_usage":{"input_tokens":100,\
      "cached_input_tokens":60,"output_tokens":5},"total_token_usage":{"input_tokens":100}}}}
      """
    let history = step.replacing(#""session_id":"s""#, with: #""session_id":"s","replayed":true"#)
    let report = try report(AgentUsage(), [step, step, history])

    #expect(report["by_session"]?.names == ["s"] && report["totals", "responses"] == 1)
    #expect(report["by_model", "gpt-5", "input_tokens"] == 40)
    // 40 × 1.25 + 60 × 0.125 + 5 × 10 dollars for a million.
    #expect(report["totals", "cost_usd"] == 0.000108)
  }
}
