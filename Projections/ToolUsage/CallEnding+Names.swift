package import Events

/// Events that tell by their names that a call ended, by what they say of how.
package enum CallEndNames: Sendable {
  /// What the event says of it, else success.
  package static let completed = ["tool_call_completed", "SessionToolUsed", "gemini_cli.tool_call"]
  package static let failed = ["tool_call_failed"]
  /// It failed, where no person stopped it.
  package static let failedOrStopped = ["PostToolUseFailure"]
  package static let blocked = ["tool_call_blocked", "PermissionDenied", "agent_call_gated"]
  /// What a hook was told of it.
  package static let answered = ["PostToolUse"]
  /// As completed, where it names the call: others use the shorter name for other things.
  package static let logged = [
    "claude_code.tool_result", "codex.tool_result", "tool_result",
  ]
  /// Whether it was let run.
  package static let decided = [
    "claude_code.tool_decision", "codex.tool_decision", "tool_decision",
  ]
  /// All of a call in one, from its begin to its end.
  package static let spans = ["claude_code.tool"]

  fileprivate enum Way {
    case completed, failed, failedOrStopped, blocked, answered, logged, decided
  }

  fileprivate static let ways: [String: Way] = {
    var ways: [String: Way] = [:]
    for (names, way) in [
      (completed, Way.completed), (failed, .failed), (failedOrStopped, .failedOrStopped),
      (blocked, .blocked), (answered, .answered), (logged + spans, .logged), (decided, .decided),
    ] {
      for name in names { ways[name] = way }
    }
    return ways
  }()

  /// All of them, in order.
  package static let all: [String] = ways.keys.sorted()
}

extension CallEnding {
  /// How a call ended, by an event whose name says that one did; nil for every other event, and for a
  /// call that was let run.
  ///
  /// A name that says how wins over whatever stands in the event.
  package init?(ofCallToldBy event: borrowing Event) {
    guard let name = event.name, let way = CallEndNames.ways[name] else { return nil }
    switch way {
    case .completed: self.init(named: event)
    case .failed: self.init(.failure, .told)
    case .failedOrStopped: self.init(failureOf: event)
    case .blocked: self.init(.blocked, .told)
    case .answered: self.init(responseOf: event)
    case .logged:
      guard event.contains(.toolUseID) else { return nil }
      self.init(named: event)
    case .decided:
      guard event.contains(.toolUseID) else { return nil }
      self.init(decisionOf: event)
    }
  }
}

extension CallEnding {
  /// The same among the ways in which anything may end; for a way that only the event itself tells, that.
  ///
  /// - Parameter own: what the event says; nil where it says nothing.
  package func outcome(saidBy own: Outcome?) -> Outcome {
    switch outcome {
    case .blocked: .blocked
    case .cancelled: .cancelled
    case .failure: .failure
    case .success: .success
    case .other: own.flatMap { CallOutcome($0) == .other ? $0 : nil } ?? .unknown
    }
  }
}
