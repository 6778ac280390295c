import Events

/// An item of a conversation in a rollout of Codex: a message, a call, or what a call gave.
struct RolloutItem {
  private(set) var text = ""
  private(set) var call: String?
  private(set) var tool: Label?
  private var type = ""
  private var role = ""
  private var failure: CallOutcome?

  init(_ payload: borrowing JSONView) {
    payload.forEachLastMember { name, value in
      if name.spells("type") { type = value.string ?? "" }
      if name.spells("role") { role = value.string ?? "" }
      if name.spells("call_id") { call = value.id }
      if name.spells("name") { tool = Label(value.string) }
      if name.spells("content") { readText(value) }
      if name.spells("output") { readOutput(value) }
      if name.spells("status"), value.spells("failed") { failure = .failure }
    }
    if type == "local_shell_call" { tool = "local_shell" }
  }

  /// Whether somebody asks something: what the program puts before a conversation is no prompt.
  var isPrompt: Bool {
    role == "user" && !text.isEmpty && !Self.preambles.contains { text.hasPrefix($0) }
  }

  /// How the call ended; nil where it only begins.
  var ending: CallEnding? {
    if !type.hasSuffix("_output") { return nil }
    return failure.map { CallEnding($0, .told) } ?? CallEnding(.success, .implied)
  }

  private static let preambles = [
    "<environment_context>", "<user_instructions>", "<permissions instructions>",
    "# AGENTS.md instructions",
  ]

  private mutating func readText(_ content: borrowing JSONView) {
    content.forEachElement { part in
      guard let type = part.member("type"), type.spells("input_text"),
        let view = part.member("text")
      else { return }
      text += view.string ?? ""
    }
  }

  /// A command says its exit code beside its output: in JSON, or in words before it.
  private mutating func readOutput(_ output: borrowing JSONView) {
    if output.kind == .object {
      if let flag = output.member("success"), flag.bool == false { failure = .failure }
      return
    }
    guard let said = output.string else { return }
    if let parsed = ExitCode.inJSON(said) ?? ExitCode.inWords(said), parsed != 0 {
      failure = .failure
    }
  }
}

/// The exit code in what a command gave.
private enum ExitCode {
  /// `{"output":"…","metadata":{"exit_code":1,…}}`: the last such member.
  static func inJSON(_ text: String) -> Int64? {
    guard text.hasPrefix("{"), text.hasSuffix("}") else { return nil }
    return number(after: "\"exit_code\":", in: text, isLast: true)
  }

  static func inWords(_ text: String) -> Int64? {
    let head = String(text.prefix(300))
    for words in ["Exit code: ", "Process exited with code "] where head.contains(words) {
      return number(after: words, in: head, isLast: false)
    }
    return nil
  }

  private static func number(after words: String, in text: String, isLast: Bool) -> Int64? {
    let parts = text.components(separatedBy: words)
    guard parts.count > 1 else { return nil }
    let rest = isLast ? parts[parts.count - 1] : parts[1]
    return Int64(rest.drop { $0 == " " }.prefix { $0.isNumber || $0 == "-" })
  }
}

extension String {
  fileprivate func components(separatedBy words: String) -> [Substring] {
    split(separator: words, omittingEmptySubsequences: false)
  }
}
