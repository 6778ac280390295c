import TLM

/// A session and what happened in it, as people read it.
enum SessionLines {
  /// What it is, and what it came to.
  static func summary(
    _ session: Label, _ answer: UsageAnswer, for terminal: Terminal
  ) -> [String] {
    let group = answer.sessions[session] ?? UsageGroup()
    let times = answer.courses[session]?.times ?? SessionCourse.Times()
    var parts = [
      Numbers.count(times.turns, "turn"), Numbers.count(group.responses, "response"),
      Numbers.count(group.toolCalls, "tool call"), UsageTable.tokens(group.allTokens) + " tokens",
      UsageTable.cost(of: group), Numbers.duration(times.active.seconds) + " active",
    ]
    if group.toolErrors > 0 { parts.insert("\(Numbers.grouped(group.toolErrors)) failed", at: 3) }
    var lines = [terminal.styled(SafeText.of(session.text), .bold)]
    if let project = answer.project(of: session) { lines.append(SafeText.of(project.text)) }
    return lines + [parts.joined(separator: " · ")]
  }

  static func lines(
    of entries: [SessionTimeline.Entry], for terminal: Terminal
  ) -> [String] {
    entries.map { line(of: $0, for: terminal) }
  }

  /// `2026-09-20 22:00:01Z  Bash ok, 1.2 s, 20 B`; of a side chain further to the right.
  static func line(of entry: SessionTimeline.Entry, for terminal: Terminal) -> String {
    let time = entry.time.map { LocalTime.text($0, for: terminal) } ?? "-"
    let (word, text) = words(of: entry.kind)
    let room = terminal.width == .max ? Int.max : max(8, terminal.width - time.count - 16)
    let line = SafeText.of(text).split(separator: "\n").first.map(String.init) ?? ""
    let padded = word + String(repeating: " ", count: max(1, 11 - word.count))
    return time + (entry.isMain ? "  " : "    ") + terminal.styled(padded, .dim)
      + TextWidth.shortened(line, to: room)
  }

  private static func words(of kind: SessionTimeline.Entry.Kind) -> (word: String, text: String) {
    switch kind {
    case .prompt(let text): return ("prompt", text ?? "")
    case .response(let model, let input, let output):
      let tokens = "\(UsageTable.tokens(input)) in, \(UsageTable.tokens(output)) out"
      return ("response", "\(model), \(tokens)")
    case .call(let tool, let outcome, let duration, let bytes):
      var parts = [tool + " " + (outcome ?? "begins")]
      if let duration { parts.append(Numbers.duration(duration.seconds)) }
      if let bytes { parts.append(Numbers.bytes(Int64(bytes))) }
      return ("call", parts.joined(separator: ", "))
    case .compaction: return ("compaction", "")
    case .error: return ("error", "the model gave an error instead of a response")
    }
  }
}
