package import Events

/// What people and models wrote, among the attributes of what agents tell.
package enum AgentContent: Sendable {
  /// The names that an event has such content under.
  package static func names(in event: NewEvent) -> Set<String> {
    let service = event.fields.first { $0.name == "tool" }?.value.text
    var names = everywhere
    if AgentRecord.isOfAgent(event.name, service: service, scope: nil) { names.formUnion(ofAgents) }
    if messages.contains(where: { event.name.hasPrefix($0) }) { names.formUnion(bodies) }
    return names
  }

  /// Names that mean nothing else, whoever says them: those of the conventions for generative AI, past
  /// ones too, and of OpenInference.
  private static let everywhere: Set<String> = [
    "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions",
    "gen_ai.tool.call.arguments", "gen_ai.tool.call.result", "gen_ai.prompt",
    "gen_ai.completion", "input.value", "output.value",
  ]

  /// Names that other programs give to other things.
  private static let ofAgents: Set<String> = [
    "prompt", "user_prompt", "response", "tool_input", "tool_parameters", "arguments", "output",
    "function_args", "request_text", "response_text", "body", "attribute.body",
    "attribute.prompt",
  ]

  /// Records that are a message.
  private static let messages = [
    "gen_ai.system.", "gen_ai.user.", "gen_ai.assistant.", "gen_ai.tool.message", "gen_ai.choice",
  ]
  private static let bodies: Set<String> = ["body", "message"]
}
