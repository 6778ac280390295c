package import Events

/// A call that a coding agent is about to make, as its host tells it before.
package struct GateCall: Sendable, Equatable {
  /// The tool's name.
  package let tool: String
  /// What a shell is given; nil for other tools.
  package let command: String?
  /// The file that the call names; nil where it names none.
  package let path: String?
  package let id: String?
  package let session: String?
  /// The agent within the session; nil for the first.
  package let agent: String?

  /// Nil for a document that tells of no call.
  package init?(_ document: Value) {
    guard document["hook_event_name"]?.text ?? "PreToolUse" == "PreToolUse",
      let tool = document["tool_name"]?.text, !tool.isEmpty
    else { return nil }
    let input = document["tool_input"]
    self.tool = tool
    command = Self.shells.contains(tool) ? input?["command"]?.text ?? "" : nil
    path = ["file_path", "notebook_path", "path"].lazy.compactMap { input?[$0]?.text }.first
    id = document["tool_use_id"]?.text
    session = document["session_id"]?.text
    agent = document["agent_id"]?.text
  }

  /// One that somebody asks about.
  package init(tool: String, command: String? = nil, path: String? = nil) {
    (self.tool, self.path) = (tool, path)
    self.command = Self.shells.contains(tool) ? command ?? "" : nil
    (id, session, agent) = (nil, nil, nil)
  }

  private static let shells = ["Bash", "PowerShell"]

  /// Whether the tool only reads what it names.
  var reads: Bool { ["Read", "Grep", "Glob", "LS"].contains(tool) }
}
