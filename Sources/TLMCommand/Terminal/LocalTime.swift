import TLM

/// Times as a person at a terminal reads them.
enum LocalTime {
  /// Local on a terminal; for a program as the log has it.
  static func text(_ time: Timestamp, for terminal: Terminal) -> String {
    terminal.isTerminal ? text(time) : time.description
  }

  /// `2026-02-13 11:01:12` in the machine's zone.
  static func text(_ time: Timestamp) -> String {
    let shift = TimeZone.localOffset(at: time) * 1_000_000_000
    let (local, overflow) = time.rawValue.addingReportingOverflow(shift)
    let text = Timestamp(rawValue: overflow ? time.rawValue : local).description
    return String(text.prefix(19).replacing("T", with: " "))
  }
}
