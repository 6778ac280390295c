import Emitting
package import Events

extension AgentStatus {
  /// What is appended when a status says something new: `context_snapshot`, without a time.
  ///
  /// Sums of a session have names of their own, so that nobody adds them up.
  package var snapshot: NewEvent {
    var fields = [Member("tool", .string(HookEvent.host))]
    func add(_ name: String, _ value: Value?) {
      if let value { fields.append(Member(name, value)) }
    }
    add("session_id", sessionID.map(Self.short))
    fields += news
    add("session_duration_ms", duration_ms.map(Value.integer))
    add("session_waiting_ms", waiting_ms.map(Value.integer))
    return NewEvent("context_snapshot", fields: fields)
  }

  /// What makes one status differ from another: time goes on by itself.
  package var news: [Member] {
    var fields: [Member] = []
    func add(_ name: String, _ value: Value?) {
      if let value { fields.append(Member(name, value)) }
    }
    add("model", model.map(Self.short))
    add("effort", effort.map(Self.short))
    add("cwd", folder.map(Self.short))
    add("estimated_tokens", contextTokens.map(Value.integer))
    add("context_window_size", contextSize.map(Value.integer))
    add("used_percent", usedPercent.map(Value.double))
    add("session_cost_usd", costUSD.map(Value.double))
    add("lines_added", linesAdded.map(Value.integer))
    add("lines_removed", linesRemoved.map(Value.integer))
    return fields
  }

  private static func short(_ text: String) -> Value {
    .string(Excerpt.beginning(of: text, bytes: Excerpt.fieldLimit))
  }
}
