/// The hooks of Claude Code, and how tlm listens to each.
package struct AgentHook: Sendable, Equatable {
  /// What the agent calls it.
  package let name: String
  /// Whether the agent goes on while the event is written.
  package let isAsync: Bool

  /// Whether the agent can post it to a server; otherwise it runs a program.
  let takesHTTP: Bool

  private init(_ name: String, isAsync: Bool = true, takesHTTP: Bool = true) {
    (self.name, self.isAsync, self.takesHTTP) = (name, isAsync, takesHTTP)
  }

  /// Those that are listened to, in the order in which they are installed.
  ///
  /// Two are left alone: `WorktreeCreate`, whose program makes the worktree, so that one which does
  /// not would break it; and `MessageDisplay`, which comes with every piece of a message.
  package static let installed: [AgentHook] = [
    AgentHook("SessionStart", takesHTTP: false), AgentHook("Setup", takesHTTP: false),
    // The agent is about to leave, and what is still running goes with it.
    AgentHook("SessionEnd", isAsync: false),
    AgentHook("UserPromptSubmit"), AgentHook("UserPromptExpansion"), AgentHook("PreToolUse"),
    AgentHook("PermissionRequest"), AgentHook("PermissionDenied"), AgentHook("PostToolUse"),
    AgentHook("PostToolUseFailure"), AgentHook("PostToolBatch"), AgentHook("Notification"),
    AgentHook("SubagentStart"), AgentHook("SubagentStop"), AgentHook("TaskCreated"),
    AgentHook("TaskCompleted"), AgentHook("Stop"), AgentHook("StopFailure"),
    AgentHook("TeammateIdle"), AgentHook("InstructionsLoaded"), AgentHook("ConfigChange"),
    AgentHook("CwdChanged"), AgentHook("DirectoryAdded"), AgentHook("FileChanged"),
    AgentHook("WorktreeRemove"), AgentHook("PreCompact"), AgentHook("PostCompact"),
    AgentHook("Elicitation"), AgentHook("ElicitationResult"),
  ]

  /// The one that waits for what a gate says of a call.
  package static let gated = [AgentHook("PreToolUse", isAsync: false)]

  /// Those that are not.
  package static let leftAlone = ["MessageDisplay", "WorktreeCreate"]
}
