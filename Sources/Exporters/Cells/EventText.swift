import Events

/// A text that a column is of.
enum EventText: Sendable {
  case tool, component, project, session, run, issue, phase
  case trace, span, parentSpan, toolName, model

  /// The keys that it stands under.
  var spelling: Spelling {
    switch self {
    case .tool: CorrelationKey.tool.spelling
    case .component: CorrelationKey.component.spelling
    case .project: CorrelationKey.project.spelling
    case .session: CorrelationKey.session.spelling
    case .run: CorrelationKey.run.spelling
    case .issue: CorrelationKey.issue.spelling
    case .trace: CorrelationKey.trace.spelling
    case .phase: .phase
    case .span: .span
    case .parentSpan: .parentSpan
    case .toolName: .toolName
    case .model: .model
    }
  }

  /// As an event says it, by the accessor that knows the keys.
  func read(_ event: borrowing Event) -> String? {
    switch self {
    case .tool: event.tool
    case .component: event.component
    case .project: event.project
    case .session: event.sessionID
    case .run: event.runID
    case .issue: event.issueID
    case .trace: event.traceID
    case .phase: event.phase
    case .span: event.spanID
    case .parentSpan: event.parentSpanID
    case .toolName: event.toolName
    case .model: event.model
    }
  }
}

/// Tokens that a column is of.
enum EventTokens: Sendable {
  case input, output, cacheRead, cacheCreation

  func read(_ event: borrowing Event) -> Int64? {
    guard let tokens = event.tokens else { return nil }
    return switch self {
    case .input: tokens.input
    case .output: tokens.output
    case .cacheRead: tokens.cacheRead
    case .cacheCreation: tokens.cacheCreation
    }
  }
}
