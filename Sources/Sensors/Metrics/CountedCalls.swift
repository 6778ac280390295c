import Events

/// Which calls sensors have counted lately: a call that is told again, by another program or because
/// a hook is registered twice, is no other call.
///
/// Tellings of one call come soon after each other, so that few calls have to be remembered.
package struct CountedCalls: Codable, Sendable, Equatable {
  /// Of how many calls it is remembered.
  static let limit = 4096

  /// The sensors that counted a call.
  private var sensors: [Label: Set<Int>] = [:]
  /// The calls in the order of their first tellings, from `first` on and around.
  private var order: [Label] = []
  private var first = 0

  /// Whether a sensor has not counted a call that it is told has ended.
  mutating func isNew(_ call: Label, for sensor: Int) -> Bool {
    if sensors[call] == nil { remember(call) }
    return sensors[call, default: []].insert(sensor).inserted
  }

  private mutating func remember(_ call: Label) {
    if order.count < Self.limit { return order.append(call) }
    sensors[order[first]] = nil
    order[first] = call
    first = (first + 1) % Self.limit
  }

  /// The events that tell of it. Others of a call, as of its progress, are as many as there are.
  static let names = [
    "tool_call_completed", "tool_call_failed", "tool_call_blocked", "SessionToolUsed",
    "PostToolUse", "PostToolUseFailure", "PermissionDenied", "agent_call_gated",
  ]
}
