package import Board
package import Events

/// What a gate says of a call, and why.
package struct GateDecision: Sendable, Equatable {
  package let verdict: GateVerdict
  /// What decided; nil where the call is allowed.
  package let cause: Cause?
  /// The tool's category; nil where no board was asked.
  package let category: String?
  /// The mode in force; nil where no board says it.
  package let mode: String?
  /// One sentence, for the agent and the person; empty where the call is allowed.
  package let reason: String

  package enum Cause: String, Sendable {
    /// The mode does not allow it, or asks a person first.
    case mode
    /// There were too many calls in the last minute.
    case rate
    /// The agent would let itself out.
    case release
    /// No board says anything, and the gate is to be closed then.
    case board
    /// What the host told could not be read, and the gate is to be closed then.
    case input
  }

  /// The call goes on as if there were no gate.
  package static let allowed = GateDecision(.allow, nil, category: nil, mode: nil, reason: "")

  init(_ verdict: GateVerdict, _ cause: Cause?, category: String?, mode: String?, reason: String) {
    (self.verdict, self.cause, self.category) = (verdict, cause, category)
    (self.mode, self.reason) = (mode, reason)
  }

  /// What a board says of a call.
  init(of call: GateCall, by board: GateBoard) {
    let rules = board.rules
    let (verdict, category) = rules.verdict(on: call.tool, command: call.command, board.bits)
    let release = rules.release.isEmpty ? "" : "; " + rules.release
    let mode = "the mode is \(rules.mode)" + (rules.why.isEmpty ? "" : ", \(rules.why)")
    let called = "\(call.tool) is \(category)"
    switch verdict {
    case .allow: self.init(.allow, nil, category: category, mode: rules.mode, reason: "")
    case .ask:
      self.init(
        verdict, .mode, category: category, mode: rules.mode,
        reason: "tlm: \(called), for which a person is asked as \(mode)")
    case .deny:
      self.init(
        verdict, .mode, category: category, mode: rules.mode,
        reason: "tlm: \(called), which is not allowed as \(mode)\(release)")
    case .tooMany:
      self.init(
        verdict, .rate, category: category, mode: rules.mode,
        reason: "tlm: there were as many calls in the last minute as \(rules.mode) allows; wait a"
          + " minute, or ask a person")
    }
  }

  /// The stricter of two; the first of equals.
  func stricter(_ other: GateDecision) -> GateDecision {
    other.verdict.strictness > verdict.strictness ? other : self
  }

  /// What the host is told; nil where it is told nothing, which leaves its own questions in force.
  package var answer: Value? {
    if verdict == .allow { return nil }
    return [
      "hookSpecificOutput": [
        "hookEventName": "PreToolUse",
        "permissionDecision": verdict == .ask ? "ask" : "deny",
        "permissionDecisionReason": .string(reason),
      ]
    ]
  }

  /// Whether the call is not made.
  package var isRefusal: Bool { verdict == .deny || verdict == .tooMany }
}
