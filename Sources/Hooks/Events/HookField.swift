/// What is done with a field of a hook's document.
///
/// Fields that are not listed are small, such as a word or a path, or are not known yet.
enum HookField {
  /// What somebody wrote: a prompt, an input, an output.
  case content(name: String, size: String)
  /// What a tool is about to be called with: it must show whether another call is the same.
  case input
  /// What a tool gave back: an output that also says how the call ended.
  case response
  /// Things of which only the number says something.
  case counted
  /// The calls of a batch.
  case calls
  /// A small field that tells who, where or what kind, and nothing that anybody wrote.
  case plain
  /// The same, whose name means something else in the log.
  case renamed(String)
  /// Anything that may come with a newer host.
  case unknown

  /// - Parameters:
  ///   - name: of the field.
  ///   - event: which hook it came with; some names are a word in one and prose in another.
  init(_ name: String, in event: String) {
    switch (name, event) {
    case ("reason", "PermissionDenied"), ("error", "PostToolUseFailure"):
      self = .content(name: name, size: name + "_bytes")
    case ("tool_input", "PreToolUse"): self = .input
    case ("event", _): self = .renamed("file_event")
    default: self = Self.known(name) ?? (Self.plainNames.contains(name) ? .plain : .unknown)
    }
  }

  /// A switch, as a table would have to be made for each hook anew.
  private static func known(_ name: String) -> HookField? {
    switch name {
    case "tool_input", "command_args": .content(name: "input", size: "input_bytes")
    case "last_assistant_message", "delta", "compact_summary", "content":
      .content(name: "output", size: "output_bytes")
    case "prompt", "custom_instructions", "message", "title", "session_title", "task_subject",
      "task_description", "error_details", "url", "requested_schema":
      .content(name: name, size: name + "_bytes")
    case "tool_response": .response
    case "permission_suggestions", "background_tasks", "session_crons": .counted
    case "tool_calls": .calls
    default: nil
    }
  }

  private static let plainNames = [
    "session_id", "prompt_id", "transcript_path", "cwd", "permission_mode", "effort",
    "hook_event_name", "agent_id", "agent_type", "source", "model", "trigger", "reason",
    "tool_name", "tool_use_id", "duration_ms", "is_interrupt", "notification_type", "turn_id",
    "message_id", "index", "final", "stop_hook_active", "agent_transcript_path", "task_id",
    "teammate_name", "team_name", "error", "expansion_type", "command_name", "command_source",
    "file_path", "memory_type", "load_reason", "globs", "trigger_file_path", "parent_file_path",
    "old_cwd", "new_cwd", "directory", "name", "worktree_path", "mcp_server_name", "mode",
    "elicitation_id", "action",
  ]
}
