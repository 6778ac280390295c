import Events

/// One line that is worth having below a prompt: `Opus · context 42% · $0.12 · 3m 20s · +120 -30`.
package enum StatusText: Sendable {
  /// Columns that it has at most.
  package static let columns = 80

  /// The line, without its newline. Where there is no room for all of it, the last parts go.
  package static func line(of status: AgentStatus) -> String {
    var line = ""
    for part in parts(of: status) {
      let longer = line.isEmpty ? part : line + " · " + part
      if longer.unicodeScalars.count > columns { break }
      line = longer
    }
    return line
  }

  private static func parts(of status: AgentStatus) -> [String] {
    var parts: [String] = []
    if let name = status.modelName, !name.isEmpty {
      // What a stranger calls a model must not move the cursor.
      parts.append(String(String.UnicodeScalarView(SafeText.of(name).unicodeScalars.prefix(32))))
    }
    if let percent = status.usedPercent {
      parts.append("context \(Int64(percent.rounded()))%")
    } else if let tokens = status.contextTokens {
      parts.append("context \(count(tokens))")
    }
    if let cost = status.costUSD { parts.append(dollars(cost)) }
    if let duration = status.duration_ms { parts.append(time(duration / 1000)) }
    let (added, removed) = (status.linesAdded ?? 0, status.linesRemoved ?? 0)
    if added + removed > 0 { parts.append("+\(added) -\(removed)") }
    return parts
  }

  /// `$0.12`
  private static func dollars(_ amount: Double) -> String {
    let cents = Int64((amount * 100).rounded())
    return "$\(cents / 100).\(twoDigits(cents % 100))"
  }

  /// `45s`, `3m 20s`, `2h 05m`
  private static func time(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(seconds)s"
    case ..<3600: "\(seconds / 60)m \(twoDigits(seconds % 60))s"
    default: "\(seconds / 3600)h \(twoDigits(seconds / 60 % 60))m"
    }
  }

  /// `830`, `45k`
  private static func count(_ tokens: Int64) -> String {
    tokens < 1000 ? "\(tokens)" : "\(tokens / 1000)k"
  }

  private static func twoDigits(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
