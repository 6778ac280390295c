import TLM

/// Times as a person at a terminal reads them.
enum LocalTime {
  /// Local on a terminal; for a program as the log has it.
  static func text(_ time: Timestamp, for terminal: Terminal) -> String {
    terminal.isTerminal ? text(time) : time.description
  }

  /// `2026-02-13 11:01:12+01` in the machine's zone, which it says; `Z` where that is UTC.
  static func text(_ time: Timestamp) -> String {
    let offset = TimeZone.localOffset(at: time)
    let (local, overflow) = time.rawValue.addingReportingOverflow(offset * 1_000_000_000)
    let text = Timestamp(rawValue: overflow ? time.rawValue : local).description.utf8.prefix(19)
    let letter = text.firstIndex(of: UInt8(ascii: "T")) ?? text.endIndex
    let (day, clock) = (Substring(text[..<letter]), Substring(text[letter...].dropFirst()))
    return "\(day) \(clock)" + (overflow ? "Z" : zone(offset))
  }

  private static func zone(_ offset: Int64) -> String {
    if offset == 0 { return "Z" }
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = abs(offset) / 60
    let rest = minutes % 60 == 0 ? "" : ":" + two(minutes % 60)
    return (offset < 0 ? "-" : "+") + two(minutes / 60) + rest
  }
}
