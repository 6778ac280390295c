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
    var text: [UInt8] = []
    text.reserveCapacity(32)
    Timestamp(rawValue: overflow ? time.rawValue : local).write(to: &text)
    // `2026-02-13T11:01:12`, without what follows.
    text.removeLast(text.count - 19)
    text[10] = UInt8(ascii: " ")
    text += (overflow ? "Z" : zone(offset)).utf8
    return String(decoding: text, as: UTF8.self)
  }

  private static func zone(_ offset: Int64) -> String {
    if offset == 0 { return "Z" }
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = abs(offset) / 60
    let rest = minutes % 60 == 0 ? "" : ":" + two(minutes % 60)
    return (offset < 0 ? "-" : "+") + two(minutes / 60) + rest
  }
}
