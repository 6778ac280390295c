extension SensorDefinition {
  /// What begins and ends, of which a sensor says how many go on.
  package struct Activity: Codable, Sendable, Equatable {
    /// Events that begin and end one, and what tells one from another.
    package struct Part: Codable, Sendable, Equatable {
      package var key: Key
      package var starts: [String]
      package var ends: [String]
    }

    /// What tells one from another.
    package enum Key: String, Codable, Sendable {
      /// `task_id`, else the trace. It may begin again after its end.
      case task
      /// `tool_use_id`, within the session where it is short: one call, told in whatever order.
      case call
      /// `agent_id`, within the session where it is short.
      case agent
    }

    /// What goes on, for people.
    package var summary: String
    package var parts: [Part]
    /// Events that end all that goes on in their session.
    package var sessionEnds: [String] = []
    /// Seconds after which one that never ended is given up.
    package var life: Int
    /// The event, and its field, of who keeps count himself: it holds until the next one begins or ends.
    package var snapshot: Snapshot?

    package struct Snapshot: Codable, Sendable, Equatable {
      package var event: String
      package var field: String
    }
  }

  /// What it counts, where it is of that kind.
  package var counted: Activity? { derivation == .tasks ? activity ?? .tasks : nil }
}

extension SensorDefinition.Activity {
  /// Tasks of an orchestrator.
  package static let tasks = SensorDefinition.Activity(
    summary: "tasks that were started and have not ended",
    parts: [
      Part(
        key: .task, starts: ["task_started"],
        ends: ["task_completed", "task_failed", "task_cancelled"])
    ],
    life: 86_400, snapshot: Snapshot(event: "orchestrator_snapshot", field: "active_tasks"))

  /// Calls of tools, and agents that an agent started.
  package static let toolCalls = SensorDefinition.Activity(
    summary: "calls of tools and agents that began and have not ended",
    parts: [
      Part(
        key: .call, starts: ["PreToolUse", "tool_call_started"],
        ends: [
          "PostToolUse", "PostToolUseFailure", "PermissionDenied", "tool_call_completed",
          "tool_call_failed", "tool_call_blocked", "SessionToolUsed", "agent_call_gated",
        ]),
      Part(key: .agent, starts: ["SubagentStart"], ends: ["SubagentStop"]),
    ],
    sessionEnds: ["SessionEnd"], life: 3600)

  /// Calls of tools alone.
  package static let calls = toolCalls.part(0, "calls of tools that began and have not ended")
  /// Agents that an agent started, alone.
  package static let agents = toolCalls.part(
    1, "agents that an agent started and that have not ended")

  private func part(_ place: Int, _ summary: String) -> SensorDefinition.Activity {
    SensorDefinition.Activity(
      summary: summary, parts: [parts[place]], sessionEnds: sessionEnds, life: life)
  }
}
