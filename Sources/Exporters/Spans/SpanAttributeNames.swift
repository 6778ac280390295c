import Analysis
import Events
import OTLP

/// What a span says as OpenTelemetry calls it.
///
/// Fields that agents' tools know by another name are said under that one; all others keep their own.
enum SpanAttributeNames {
  static func attributes(of span: TraceSpan) -> OTLPAttributes {
    var attributes = OTLPAttributes()
    addWork(of: span, to: &attributes)
    addTokens(of: span, to: &attributes)
    attributes.add("tlm.outcome", span.outcome?.rawValue)
    if case .error(let type, _) = span.status { attributes.add("error.type", type) }
    if span.outcome == .skipped { attributes.add("cicd.pipeline.task.run.result", "skip") }
    for member in span.attributes {
      if member.name == "input_tokens" { continue }
      attributes.add(flat: renamed[member.name] ?? member.name, member.value)
    }
    return attributes
  }

  private static let renamed: [String: String] = [
    "model": GenAIName.requestModel.name, "output_tokens": GenAIName.outputTokens.name,
    "cache_read_tokens": GenAIName.cacheReadTokens.name,
    "cache_creation_tokens": GenAIName.cacheCreationTokens.name, "cost_usd": "tlm.cost_usd",
    "exit_code": "process.exit.code", "component": "tlm.component", "project": "tlm.project",
    "tlm.tool.name": GenAIName.tool.name, "tlm.call.id": GenAIName.call.name,
    "tool_name": GenAIName.tool.name, "message": "tlm.message",
  ]

  /// What sort of work it is, by the conventions for agents, and by those of Phoenix, which shows spans
  /// of unknown kind as nothing.
  private static func addWork(of span: TraceSpan, to attributes: inout OTLPAttributes) {
    func value(_ name: String) -> Value? { span.attributes.first { $0.name == name }?.value }
    if value("tlm.tool.name") != nil || value(GenAIName.tool.name) != nil {
      attributes.add(GenAIName.operation.name, "execute_tool")
    } else if let model = value("model")?.text, value("output_tokens") != nil {
      attributes.add(GenAIName.operation.name, "chat")
      attributes.add(GenAIName.provider.name, provider(of: model))
    } else if span.level != .span, span.level != .call {
      attributes.add("openinference.span.kind", "CHAIN")
    }
    if value("session.id") != nil {
      attributes.add(GenAIName.conversation.name, value("session.id")?.text)
    }
  }

  private static func provider(of model: String) -> String? {
    let known = [
      ("claude", "anthropic"), ("gpt", "openai"), ("o1", "openai"), ("o3", "openai"),
      ("gemini", "gcp.gemini"), ("mistral", "mistral_ai"), ("deepseek", "deepseek"),
      ("grok", "x_ai"),
    ]
    return known.first { model.lowercased().contains($0.0) }?.1
  }

  /// By OpenTelemetry's way of counting, input is all that the model was given, from a cache or not.
  private static func addTokens(of span: TraceSpan, to attributes: inout OTLPAttributes) {
    func count(_ name: String) -> Int64? {
      guard case .integer(let count)? = span.attributes.first(where: { $0.name == name })?.value
      else { return nil }
      return count
    }
    guard var input = count("input_tokens") else { return }
    for part in [count("cache_read_tokens"), count("cache_creation_tokens")] {
      let (sum, overflow) = input.addingReportingOverflow(part ?? 0)
      if !overflow { input = sum }
    }
    attributes.add(GenAIName.inputTokens.name, .integer(input))
  }
}
