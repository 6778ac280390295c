import Events

/// How transcripts say that a person did not let a call go on: in words only.
enum Refusal {
  private static let blocked = [
    "The user doesn't want to proceed with this tool use",
    "The user doesn't want to take this action right now", "Permission to use ",
  ]
  private static let cancelled = ["[Request interrupted by user", "Request interrupted by user"]

  static func outcome(saidBy content: borrowing JSONView) -> CallOutcome? {
    if content.kind == .string { return outcome(of: content) }
    var found: CallOutcome?
    content.forEachElement { part in
      if found == nil, let text = part.member("text") { found = outcome(of: text) }
    }
    return found
  }

  private static func outcome(of text: borrowing JSONView) -> CallOutcome? {
    if blocked.contains(where: { text.begins(with: $0) }) { return .blocked }
    return cancelled.contains { text.begins(with: $0) } ? .cancelled : nil
  }
}

extension JSONView {
  /// Whether a string without escapes before that begins so.
  fileprivate func begins(with prefix: String) -> Bool {
    guard kind == .string else { return false }
    var index = 0
    for byte in prefix.utf8 {
      guard index < text.count, text[index] == byte else { return false }
      index += 1
    }
    return true
  }
}
