import Events

extension CallOutcome {
  /// How a call ended, by what a hook of Claude Code was told of it.
  ///
  /// A failure is a response with an `error` that is not empty, an `isError` or `is_error` that is
  /// true, an `exit_code` other than 0, or a text that begins with `Error:`; or an event that says
  /// so itself.
  init(responseOf event: borrowing Event) {
    self = Self.isFailure(event) ? .failure : .success
  }

  private static func isFailure(_ event: borrowing Event) -> Bool {
    if event.outcome == .failure { return true }
    guard let response = event.view(named: "tool_response") else { return false }
    if let text = response.string { return text.hasPrefix("Error:") }
    if let error = response.member("error"), !error.isFalsy { return true }
    for key in ["isError", "is_error"] {
      if let flag = response.member(key), flag.bool == true { return true }
    }
    if let code = response.member("exit_code"), let number = code.integer { return number != 0 }
    return false
  }
}
