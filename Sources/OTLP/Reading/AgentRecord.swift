import Events

/// What coding agents tell by OpenTelemetry, made what the rest of tlm knows: numbers that they write as
/// texts, and things that each of them calls by a name of its own.
enum AgentRecord {
  private static let services = [
    "claude-code", "claude-code-desktop", "codex_exec", "codex_tui", "codex_cli_rs",
    "codex_vscode", "gemini-cli", "qwen-code",
  ]
  private static let prefixes = ["claude_code.", "codex.", "gemini_cli.", "qwen-code."]

  /// Whether a record is one of an agent's: by its name, by who sends it, or by its scope.
  static func isOfAgent(_ name: String, service: String?, scope: Value?) -> Bool {
    if prefixes.contains(where: { name.utf8.starts(with: $0.utf8) }) { return true }
    if let service, services.contains(service) { return true }
    return scope?["name"]?.text?.hasPrefix("com.anthropic.claude_code") ?? false
  }

  /// The name of a record. Claude Code has the whole name in the body, and the attribute without what
  /// says whose it is.
  static func name(_ given: String?, saidBy body: Value?) -> String? {
    guard let text = body?.text, let prefix = prefixes.first(where: { text.hasPrefix($0) }),
      let given, text.utf8.count == prefix.utf8.count + given.utf8.count, text.hasSuffix(given)
    else { return given }
    return text
  }

  /// The time in an agent's own words, for a record that has no other.
  static func time(saidBy attributes: [Member]) -> Timestamp? {
    attributes.first { $0.name == "event.timestamp" }?.value.text.flatMap { Timestamp($0) }
  }

  /// An attribute whose number or flag stands as a text, as what it is.
  static func plain(_ member: Member) -> Member {
    guard let text = member.value.text, text.utf8.count <= 24 else { return member }
    let name = member.name
    if isFlag(name) {
      if text == "true" { return Member(name, true) }
      if text == "false" { return Member(name, false) }
    }
    guard isNumber(name) else { return member }
    if let number = Int64(text), String(number) == text { return Member(name, .integer(number)) }
    if let number = Double(text), number.isFinite, text.utf8.allSatisfy(isOfDecimal) {
      return Member(name, .double(number))
    }
    return member
  }

  private static func isFlag(_ name: String) -> Bool {
    name == "success" || name.hasPrefix("is_") || name.hasPrefix("has_")
      || name.hasSuffix("_truncated")
  }

  private static func isNumber(_ name: String) -> Bool {
    endings.contains { name.hasSuffix($0) } || name.hasPrefix("num_") || names.contains(name)
  }

  private static let endings = [
    "_ms", "_bytes", "_tokens", "_count", "_length", "_attempts", "_uses", ".sequence", "_micros",
  ]
  private static let names = ["attempt", "cost_usd", "status_code", "server_fallback_hop"]

  private static func isOfDecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Adds what agents call otherwise under the names that are looked for.
  static func addKnown(to fields: inout OTLPFields) {
    for (known, others) in known where !fields.has(known) {
      guard let name = others.first(where: { fields[$0]?.text != nil }) else { continue }
      fields.add(known, fields[name])
    }
  }

  private static let known = [
    ("session_id", ["session.id", "conversation.id", "gen_ai.conversation.id"]),
    ("tool_use_id", ["call_id", "gen_ai.tool.call.id", "tool.use_id"]),
    ("tool_name", ["function_name", "gen_ai.tool.name"]),
  ]
}
