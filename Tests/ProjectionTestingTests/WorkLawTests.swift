import Events
import ProjectionTesting
import TLM
import TestSupport
import Testing

/// The folds of agents' work keep the laws, and what is told again changes nothing.
@Suite struct WorkLawTests {
  private static let data = #filePath.replacing(
    "ProjectionTestingTests/WorkLawTests.swift", with: "Data/")

  private func lines(_ file: String) throws -> [String] {
    try Disk.text(Self.data + file).split(separator: "\n").map(String.init)
  }

  private let transcript = """
    {"type":"user","uuid":"1","sessionId":"s","timestamp":"2026-09-01T00:00:00Z","message":{"content":"do"}}
    {"type":"assistant","uuid":"2","sessionId":"s","requestId":"r","timestamp":"2026-09-01T00:00:10Z","message":{"id":"m","model":"claude-opus-4-5","content":[{"type":"tool_use","id":"toolu_01ABCDEFGHJKLMNP","name":"Bash"}],"usage":{"input_tokens":9,"output_tokens":5000000000}}}
    {"type":"assistant","uuid":"3","sessionId":"t","requestId":"q","timestamp":"2026-09-01T00:00:10Z","message":{"id":"m","model":"claude-opus-4-5","usage":{"input_tokens":12,"output_tokens":1}},"costUSD":0.25}
    {"event":"claude_code.api_request","session.id":"s","ts":"2026-09-01T00:00:09Z","request_id":"r","model":"opus","input_tokens":9}
    {"hook_event_name":"PostToolUse","session_id":"s","tool_use_id":"toolu_01ABCDEFGHJKLMNP","ts":"2026-09-01T00:00:11Z","duration_ms":40}
    {"event":"context_snapshot","session_id":"s","used_percent":40.5,"session_cost_usd":0.125}
    {"type":"system","subtype":"compact_boundary","uuid":"4","sessionId":"s","timestamp":"2026-09-01T00:00:20Z"}
    {"ts":"2026-09-01T00:00:05Z","event":"job","trace_id":"t","span_id":"a","duration_s":5}
    """

  @Test func `usage keeps every law`() throws {
    let lines = try lines("claude/fixtures/qwen/session.jsonl")
    try ProjectionSpec(AgentUsage()).given(transcript).given(lines: lines)
      .checkLaws().checkRepeats(.ignored)
  }

  @Test func `sessions keep every law`() throws {
    try ProjectionSpec(Sessions()).given(transcript).checkLaws().checkRepeats(.ignored)
  }

  @Test func `traces keep every law`() throws {
    try ProjectionSpec(Traces()).given(transcript).checkLaws().checkRepeats(.ignored)
  }

  @Test func `sums of counters keep every law`() throws {
    let points = """
      {"event":"a","event_id":"otlp-1","metric_type":"sum","temporality":"delta","monotonic":true,"value":2,"m":"x"}
      {"event":"a","event_id":"otlp-2","metric_type":"sum","temporality":"cumulative","monotonic":true,"value":5,"start_time":"2026-05-01T10:00:00Z"}
      {"event":"a","event_id":"otlp-3","metric_type":"sum","temporality":"cumulative","monotonic":true,"value":7,"start_time":"2026-05-01T10:00:00Z"}
      {"event":"b","event_id":"otlp-4","metric_type":"sum","temporality":"cumulative","monotonic":true,"value":1.5,"start_time":"2026-05-01T11:00:00Z","unit":"s"}
      """
    try ProjectionSpec(MetricSums()).given(points).checkLaws()
  }

  @Test func `rollouts keep every law`() throws {
    let lines = try lines("codex/replay-multisecond.jsonl")
    try ProjectionSpec(AgentUsage()).given(lines: lines).checkLaws()
  }
}
