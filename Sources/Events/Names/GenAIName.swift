/// The names of OpenTelemetry's conventions for generative AI: what is written now, and what the same
/// was called before, which is read all the same.
package struct GenAIName: Sendable {
  /// What is written.
  package let name: String
  /// What is read, too: earlier names, and those of single vendors.
  package let former: [String]

  private init(_ name: String, former: String...) {
    self.name = name
    self.former = former
  }

  /// Every name that is read, the one that counts most first.
  package var all: [String] { [name] + former }

  /// Who serves the model: `anthropic`, `openai`.
  package static let provider = GenAIName("gen_ai.provider.name", former: "gen_ai.system")
  /// What is done: `chat`, `execute_tool`, `invoke_agent`.
  package static let operation = GenAIName("gen_ai.operation.name")
  /// The session.
  package static let conversation = GenAIName(
    "gen_ai.conversation.id", former: "gen_ai.session.id", "conversation.id")
  /// The model that was asked for.
  package static let requestModel = GenAIName("gen_ai.request.model")
  /// The model that answered.
  package static let responseModel = GenAIName("gen_ai.response.model")
  /// The response's own id.
  package static let response = GenAIName("gen_ai.response.id")
  /// What was called.
  package static let tool = GenAIName("gen_ai.tool.name")
  /// The id of one call.
  package static let call = GenAIName("gen_ai.tool.call.id")
  /// All that the model was given, from a cache or not.
  package static let inputTokens = GenAIName(
    "gen_ai.usage.input_tokens", former: "gen_ai.usage.prompt_tokens")
  /// All that it gave.
  package static let outputTokens = GenAIName(
    "gen_ai.usage.output_tokens", former: "gen_ai.usage.completion_tokens")
  /// The part of the input that came out of a cache.
  package static let cacheReadTokens = GenAIName(
    "gen_ai.usage.cache_read.input_tokens",
    former: "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.input_tokens.cached")
  /// The part of the input that went into a cache.
  package static let cacheCreationTokens = GenAIName(
    "gen_ai.usage.cache_creation.input_tokens",
    former: "gen_ai.usage.cache_creation_input_tokens")
  /// The part of the output that nobody is shown.
  package static let reasoningTokens = GenAIName(
    "gen_ai.usage.reasoning.output_tokens", former: "gen_ai.usage.output_tokens.reasoning")

  /// The table.
  package static let all: [GenAIName] = [
    provider, operation, conversation, requestModel, responseModel, response, tool, call,
    inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, reasoningTokens,
  ]
}

extension Event {
  /// Whether it could have a value under one of these names that begin with `gen_ai`.
  package var mayBeGenerated: Bool { mayHaveMember(beginningWith: "gen_ai") }

  /// The value under one of these names, the current one first.
  @_lifetime(copy self)
  package func view(_ name: GenAIName) -> JSONView? {
    if let view = view(named: name.name) { return view }
    for former in name.former {
      if let view = view(named: former) { return view }
    }
    return nil
  }
}
