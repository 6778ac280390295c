package import Events

extension CallEnding {
  /// How a call ended, by an event that says by its name that it did: success, if it has no outcome.
  package init(named event: borrowing Event) {
    self = event.outcome.map(CallEnding.init) ?? CallEnding(.success, .implied)
  }

  /// How a call ended that a hook says failed: not so if a person stopped it.
  package init(failureOf event: borrowing Event) {
    self.init(event.isFlagged("is_interrupt") ? .cancelled : .failure, .told)
  }

  /// How a call ended, by what a hook of Claude Code was told of it.
  ///
  /// What the event says itself counts, where that is no success; else what the response says: a
  /// failure is one with an `error` that is not empty, an `isError` or `is_error` that is true, an
  /// `exit_code` other than 0, or a text that begins with `Error:`.
  package init(responseOf event: borrowing Event) {
    let own = CallEnding(named: event)
    let told = own.outcome == .success ? Self.told(byResponseOf: event) : nil
    self = told ?? own
  }

  /// What the response says; nil where it says nothing.
  private static func told(byResponseOf event: borrowing Event) -> CallEnding? {
    guard let response = event.view(named: "tool_response") else { return nil }
    if let text = response.string {
      return text.hasPrefix("Error:") ? CallEnding(.failure, .told) : nil
    }
    var ending: CallEnding?
    for (name, key) in keys {
      guard let view = response.member(name), let told = event.readOutcome(view, under: key)
      else { continue }
      if told == .failure { return CallEnding(.failure, .told) }
      if ending == nil || told == .unknown { ending = CallEnding(told) }
    }
    return ending
  }

  private static let keys: [(String, Key)] = [
    ("error", .error), ("isError", .isError), ("is_error", .isError), ("exit_code", .exitCode),
  ]

  /// How a call ended, by its result in a transcript: success, if it has no `is_error`; and where a
  /// person did not let it go on, that.
  ///
  /// - Parameters:
  ///   - part: the result.
  ///   - event: the line that it is in.
  package init(resultIn part: borrowing JSONView, of event: borrowing Event) {
    var told: Outcome?
    if let flag = part.member("is_error") { told = event.readOutcome(flag, under: .isError) }
    if told == .failure, let content = part.member("content"),
      let refusal = Refusal.outcome(saidBy: content)
    {
      self.init(refusal, .told)
    } else {
      self = told.map(CallEnding.init) ?? CallEnding(.success, .implied)
    }
  }
}
