package import Events

/// What Claude Code tells its hooks, a line each.
package struct ClaudeHooks: Dialect {
  package static let name = "claude-hooks"
  package static let about = "what Claude Code tells its hooks"
  package static let isTranscript = true

  package static func knows(_ line: Value, in path: String) -> Bool {
    line["hook_event_name"]?.text != nil
  }

  package init(path: String) {}
}
