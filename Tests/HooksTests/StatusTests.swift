import Events
import Hooks
import TestSupport
import Testing

/// What a status says, to people and to the log.
@Suite struct StatusTests {
  private let document: Value = [
    "session_id": "s1", "model": ["id": "claude-opus-4-8", "display_name": "Opus 4.8"],
    "workspace": ["current_dir": "/w"], "effort": ["level": "high"],
    "cost": [
      "total_cost_usd": 0.1234, "total_duration_ms": 200_400, "total_api_duration_ms": 9000,
      "total_lines_added": 120, "total_lines_removed": 30,
    ],
    "context_window": [
      "total_input_tokens": 90_000, "context_window_size": 200_000, "used_percentage": 42.4,
      "current_usage": [
        "input_tokens": 12, "cache_creation_input_tokens": 800, "cache_read_input_tokens": 84_000,
        "output_tokens": 5,
      ],
    ],
  ]

  private func line(_ document: Value) -> String { StatusText.line(of: AgentStatus(document)) }

  @Test func `a status is a line worth having, and an event`() {
    let status = AgentStatus(document)

    #expect(line(document) == "Opus 4.8 · context 42% · $0.12 · 3m 20s · +120 -30")
    #expect(
      status.snapshot.text
        == #"{"event":"context_snapshot","tool":"claude-code","session_id":"s1","#
        + #""model":"claude-opus-4-8","effort":"high","cwd":"/w","estimated_tokens":84812,"#
        + #""context_window_size":200000,"used_percent":42.4,"session_cost_usd":0.1234,"#
        + #""lines_added":120,"lines_removed":30,"session_duration_ms":200400,"#
        + #""session_waiting_ms":9000}"#)
  }

  @Test func `time alone is no news`() {
    let later = AgentStatus(
      document.with(["cost": document["cost"]!.with(["total_duration_ms": 9])]))
    let dearer = AgentStatus(document.with(["cost": document["cost"]!.with(["total_cost_usd": 9])]))

    #expect(later.news == AgentStatus(document).news && dearer.news != later.news)
  }

  @Test func `anything may be missing, null or nonsense`() {
    #expect(line([:]) == "")
    #expect(AgentStatus([:]).news.isEmpty && AgentStatus("x").news.isEmpty)
    #expect(
      line(["cost": .null, "model": "x", "context_window": ["used_percentage": .null]]) == "")
    #expect(line(["cost": ["total_cost_usd": .double(.nan), "total_duration_ms": -5]]) == "")
    #expect(line(["cost": ["total_cost_usd": 1e300, "total_duration_ms": 1e300]]) == "")
    #expect(line(["context_window": ["used_percentage": 758]]) == "")
    #expect(line(["context_window": ["total_input_tokens": 45_678]]) == "context 45k")
    #expect(
      line(["cost": ["total_duration_ms": 7_500_000, "total_lines_removed": 2]]) == "2h 05m · +0 -2"
    )
  }

  @Test func `no line is longer than a terminal, or moves its cursor`() {
    let long = String(repeating: "M\u{1b}[2J", count: 100)
    let line = line(document.with(["model": ["display_name": .string(long)]]))

    #expect(line.unicodeScalars.count <= 80 && !line.contains("\u{1b}"))
    #expect(line.contains("context 42%"))
  }

  @Test func `the agent's own telemetry is switched on by variables for a shell and for settings`()
  {
    let environment = ClaudeEnvironment(endpoint: "http://h:1/it's")

    #expect(environment.shell.first == "export CLAUDE_CODE_ENABLE_TELEMETRY=1")
    #expect(environment.shell.contains(#"export OTEL_EXPORTER_OTLP_ENDPOINT='http://h:1/it'\''s'"#))
    #expect(environment.variables.allSatisfy { $0.value.text != nil })
    let bare = ClaudeEnvironment(hasTraces: false).variables.map(\.name)
    #expect(!bare.contains { $0.contains("TRACES") || $0.contains("BETA") })
  }
}
