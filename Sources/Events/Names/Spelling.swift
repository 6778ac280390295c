/// All the keys under which one thing is found, the canonical one first; those that tie events
/// together stand in `CorrelationKey`.
package struct Spelling: Sendable {
  package let keys: [Key]
  /// A line with none of these keys has no such thing, at the top level or nested.
  package let reachable: Event.Keys

  init(_ keys: Key...) { self.init(keys) }

  init(_ keys: [Key]) {
    self.keys = keys
    reachable = Event.Keys(keys + Key.containers)
  }

  /// A key that has no other spelling.
  static func only(_ key: Key) -> Spelling { singles[Int(key.rawValue)] }

  private static let singles: [Spelling] = (0..<UInt16(Key.numberLimit)).map {
    Spelling(Key(rawValue: $0))
  }

  static let level = Spelling(.level, .severity, .atL)
  static let message = Spelling(.msg, .message, .atM, .atMt)
  static let issueType = Spelling(.issueType)
  package static let phase = Spelling(.phase)
  package static let span = Spelling(.spanID, .spanIDCamel)
  package static let parentSpan = Spelling(.parentSpanID, .parentSpanIDCamel)
  package static let toolName = Spelling(.toolName, .toolNameCamel, .toolDotName)
  package static let model = Spelling(.model, .modelID)
  static let state = Spelling(.state)

  static let duration = Spelling(
    .durationS, .durationSeconds, .elapsedS, .durationMs, .latencyMs, .responseTimeMs, .duration)
  static let startNanoseconds = Spelling(.startTimeUnixNano)
  static let endNanoseconds = Spelling(.endTimeUnixNano)
  static let outcomeWord = Spelling(.result, .outcome, .status, .verdict)
  static let success = Spelling(.success)
  static let exitCode = Spelling(.exitCode)
  static let isError = Spelling(.isError, .isErrorCamel)
  static let error = Spelling(.error)
  static let cost = Spelling(.costUSD, .totalCostUSD, .totalCost)
  /// The time of a record that its top level does not say.
  static let nestedTime = Spelling(Key.timeKeys.filter { !Key.loggerTimeKeys.contains($0) })

  static let inputTokens = Spelling(
    .inputTokens, .promptTokens, .tokensPrompt, .genAIInputTokens)
  static let outputTokens = Spelling(
    .outputTokens, .completionTokens, .tokensCompletion, .genAIOutputTokens)
  static let cacheReadTokens = Spelling(
    .cacheReadTokens, .cacheReadInputTokens, .genAICacheReadTokens)
  static let cacheCreationTokens = Spelling(
    .cacheCreationTokens, .cacheCreationInputTokens, .genAICacheCreationTokens)
  static let totalTokens = Spelling(.tokens)
}
