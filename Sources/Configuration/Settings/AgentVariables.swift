/// Variables by which coding agents tell the programs that they run that an agent does.
package enum AgentVariables: Sendable {
  /// Of each agent one that it sets for every command.
  package static let names = [
    "CLAUDECODE", "CODEX_SANDBOX", "CODEX_THREAD_ID", "GEMINI_CLI", "QWEN_CODE", "CURSOR_AGENT",
    "OPENCODE", "CLINE_ACTIVE", "AUGMENT_AGENT", "GOOSE_TERMINAL", "AI_AGENT",
  ]

  /// The first that is set; nil where no agent runs this.
  package static func set(in environment: (String) -> String?) -> String? {
    names.first { environment($0).map { !$0.isEmpty } ?? false }
  }
}
