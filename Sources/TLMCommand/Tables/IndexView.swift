import TLM

/// How an index stands, for people.
enum IndexView {
  static func lines(of status: IndexStatus, for terminal: Terminal) -> [String] {
    let style: Terminal.Style = status.condition == .damaged ? .red : .green
    var lines = ["index    " + terminal.styled(status.condition.rawValue, style)]
    if let reason = status.reason { lines.append("reason   " + SafeText.of(reason)) }
    if status.condition == .good {
      lines.append(
        "holds    \(Numbers.count(status.events, "event")), "
          + "\(Numbers.grouped(status.quarantined)) quarantined, "
          + "\(Numbers.count(status.blocks, "block")), through \(status.through)")
      if let first = status.firstUnreadable {
        lines.append(
          "unread   \(Numbers.grouped(status.unreadable)) values of known keys that nobody can read, "
            + "the first at \(first)")
      }
      if !status.fields.isEmpty {
        lines.append("keys     " + SafeText.of(status.fields.joined(separator: ", ")))
      }
      lines.append("size     \(Numbers.bytes(status.bytes))")
    }
    lines.append("behind   \(Numbers.bytes(status.behind)), to be scanned")
    return lines
  }
}
