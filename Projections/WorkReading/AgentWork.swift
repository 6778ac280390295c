import Events

/// What agents do, as folds that know of it listen to it: each dialect is read into the same rows.
enum AgentWork {
  static var handlers: Handlers<Rows<AgentUsage.Row>> {
    Handlers(transcripts.all + hooks.all + telemetry.all + rollouts.all + generated.all)
  }

  @HandlersBuilder<Rows<AgentUsage.Row>> private static var transcripts:
    Handlers<Rows<AgentUsage.Row>>
  {
    On("assistant") { event, rows in rows.tellAssistant(event) }
    On("user") { event, rows in rows.tellUser(event) }
    On("system") { event, rows in rows.tellSystem(event) }
    On("result") { event, rows in rows.tellResult(event) }
  }

  @HandlersBuilder<Rows<AgentUsage.Row>> private static var hooks: Handlers<Rows<AgentUsage.Row>> {
    On("UserPromptSubmit") { event, rows in rows.tellHookPrompt(event) }
    On("PreCompact") { event, rows in rows.tellHookCompaction(event) }
    On("StopFailure") { event, rows in rows.tellHookFailure(event) }
    On("PreToolUse") { event, rows in rows.beginHookCall(event) }
    On("PostToolUse") { event, rows in rows.endCall(event, CallEnding(responseOf: event)) }
    On("PostToolUseFailure") { event, rows in rows.endCall(event, CallEnding(failureOf: event)) }
    On("PermissionDenied", "agent_call_gated") { event, rows in
      rows.endCall(event, CallEnding(.blocked, .told))
    }
    On("context_snapshot") { event, rows in rows.tellContext(event) }
  }

  @HandlersBuilder<Rows<AgentUsage.Row>> private static var telemetry:
    Handlers<Rows<AgentUsage.Row>>
  {
    On("claude_code.user_prompt", "user_prompt") { event, rows in rows.tellLoggedPrompt(event) }
    On("claude_code.compaction", "compaction") { event, rows in rows.tellLoggedCompaction(event) }
    On("claude_code.api_error", "api_error") { event, rows in rows.tellLoggedError(event) }
    On("claude_code.tool_result", "tool_result") { event, rows in
      if event.contains(.toolUseID) {
        rows.endLoggedCall(event)
      } else {
        rows.tellToolResult(event)
      }
    }
    On("claude_code.tool_decision", "codex.tool_decision", "tool_decision") { event, rows in
      rows.decideCall(event)
    }
    On("codex.tool_result") { event, rows in rows.endLoggedCall(event) }
    On("claude_code.tool") { event, rows in rows.tellCallSpan(event) }
    On(requests) { event, rows in rows.tellRequest(event) }
    On("codex.sse_event", "gemini_cli.api_response") { event, rows in
      rows.tellLoggedResponse(event)
    }
    On("model_call_completed") { event, rows in rows.tellGenerated(event) }
  }

  @HandlersBuilder<Rows<AgentUsage.Row>> private static var rollouts: Handlers<Rows<AgentUsage.Row>>
  {
    On("session_meta") { event, rows in rows.beginRollout(event) }
    On("turn_context") { event, rows in rows.tellTurnContext(event) }
    On("event_msg") { event, rows in rows.tellRolloutEvent(event) }
    On("response_item") { event, rows in rows.tellRolloutItem(event) }
  }

  /// Spans are named as anybody likes, so that they are known by what they say.
  @HandlersBuilder<Rows<AgentUsage.Row>> private static var generated:
    Handlers<Rows<AgentUsage.Row>>
  {
    OnAny { event, rows in
      guard event.countsGenerated else { return }
      if let name = event.name, requests.contains(name) || name == "model_call_completed" { return }
      rows.tellGenerated(event)
    }
  }

  private static let requests = [
    "claude_code.api_request", "api_request", "claude_code.llm_request",
  ]
}

extension Event {
  /// Whether it counts tokens under one of OpenTelemetry's names. Former names are looked for in spans
  /// only, as the search for them is not free.
  fileprivate var countsGenerated: Bool {
    if contains(.genAIInputTokens) || contains(.genAIOutputTokens) { return true }
    guard contains(.traceID) || contains(.traceIDCamel) else { return false }
    return view(GenAIName.inputTokens) != nil || view(GenAIName.outputTokens) != nil
  }
}
