import TLM

/// The line that sums up what was shown: from its left, as much as the terminal has room for.
enum Footer {
  /// How long something took, and how many events that are in a second.
  static func pace(of events: Int, in elapsed: Duration, for terminal: Terminal) -> String {
    let seconds = elapsed / .seconds(1)
    let length = Numbers.fixed(seconds, decimals: 3) + " s"
    if seconds <= 0 { return length }
    let rate = Numbers.grouped(Int(Double(events) / seconds))
    return length + terminal.styled(" · ", .dim) + "\(rate) events/s"
  }

  /// - Parameters:
  ///   - parts: those that are worth most first.
  ///   - needed: how many of them are said in any case.
  static func line(_ parts: [String], needed: Int, for terminal: Terminal) -> String {
    var parts = parts
    let dot = terminal.styled(" · ", .dim)
    while parts.count > needed, TextWidth.columns(of: parts.joined(separator: dot)) > terminal.width
    {
      parts.removeLast()
    }
    return parts.joined(separator: dot)
  }
}
