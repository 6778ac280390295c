import Events

extension CallOutcome {
  /// How a call ended, by what a hook of Claude Code was told of it.
  ///
  /// What the event says itself counts, where that is no success; else what the response says: a
  /// failure is one with an `error` that is not empty, an `isError` or `is_error` that is true, an
  /// `exit_code` other than 0, or a text that begins with `Error:`.
  init(responseOf event: borrowing Event) {
    let own = event.outcome ?? .success
    self = own == .success ? Self.ofResponse(event) : CallOutcome(own)
  }

  private static func ofResponse(_ event: borrowing Event) -> CallOutcome {
    guard let response = event.view(named: "tool_response") else { return .success }
    if let text = response.string { return text.hasPrefix("Error:") ? .failure : .success }
    var isReadable = true
    for (name, key) in keys {
      guard let view = response.member(name), let told = Outcome(view, under: key) else { continue }
      if told == .failure { return .failure }
      if told == .unknown { isReadable = false }
    }
    return isReadable ? .success : .other
  }

  private static let keys: [(String, Key)] = [
    ("error", .error), ("isError", .isError), ("is_error", .isError), ("exit_code", .exitCode),
  ]
}
