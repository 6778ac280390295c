/// What a program of tlm's is called for by the hooks of an agent.
package enum HookRole: String, Sendable {
  /// To hear what the agent does.
  case telemetry = "hook"
  /// To say whether it may.
  case gate

  /// The small program of that role.
  package var program: String { self == .gate ? "tlm-gate" : "tlm-hook" }

  /// The hooks that call it.
  package var hooks: [AgentHook] { self == .gate ? AgentHook.gated : AgentHook.installed }
}
