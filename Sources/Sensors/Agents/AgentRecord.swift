import Events

/// What is known of agents: what they spend, call and get done.
package struct AgentRecord: Codable, Sendable, Equatable {
  var spending: Spending?
  var calls: RecentCalls?
  var marks: WorkMarks?
  /// The file of Codex whose lines do not say which session they are of; nil without any.
  private(set) var rollout: Rollout?

  /// A line of a file of Codex.
  mutating func follow(_ event: borrowing Event) {
    if event.saysSession { return }
    var file = rollout ?? Rollout()
    file.follow(event)
    if file != rollout ?? Rollout() { rollout = file }
  }

  /// - Returns: whether the line said something of spending.
  mutating func spend(
    _ telling: SpendingTelling?, at time: Timestamp?, _ horizon: SensorHorizon
  ) -> Bool {
    guard let telling else { return false }
    if spending == nil { spending = Spending() }
    spending?.tell(telling, at: time, horizon)
    return true
  }

  mutating func begin(_ event: borrowing Event, _ horizon: SensorHorizon) -> Bool {
    if calls == nil { calls = RecentCalls() }
    return calls?.begin(event, horizon) ?? false
  }

  /// - Parameter isBad: whether the call that ended failed or was refused.
  mutating func end(_ event: borrowing Event, isBad: Bool) -> Bool {
    if isBad { calls?.fail(event) }
    if marks == nil { marks = WorkMarks() }
    return marks?.end(event, isBad: isBad) ?? false
  }

  /// Events by which calls begin and end.
  static let begins = ["PreToolUse", "tool_call_started"]
  static let ends = [
    "PostToolUse", "PostToolUseFailure", "PermissionDenied", "tool_call_completed",
    "tool_call_failed", "tool_call_blocked", "agent_call_gated",
  ]
  /// Of these the ones that say how it ended; all others say that it did not end well.
  static let outcomes = ["PostToolUse", "tool_call_completed"]
  /// Events that tell of spending.
  static let spendings = [
    "assistant", "result", "context_snapshot", "claude_code.api_request", "api_request",
    "claude_code.llm_request", "codex.sse_event", "event_msg", "gemini_cli.api_response",
    "model_call_completed",
  ]
}
