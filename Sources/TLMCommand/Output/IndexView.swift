import TLM

/// How an index stands, for people and for programs.
enum IndexView {
  /// What `--json` prints. Keys are only ever added.
  static func document(_ status: IndexStatus, elapsed: Duration? = nil) -> Value {
    var members: [Member] = [
      Member("condition", .string(status.condition.rawValue)),
      Member("reason", status.reason.map { .string($0) } ?? .null),
      Member("through", .integer(status.through.rawValue)),
      Member("behind_bytes", .integer(status.behind)),
      Member("events", .integer(Int64(status.events))),
      Member("quarantined", .integer(Int64(status.quarantined))),
      Member("blocks", .integer(Int64(status.blocks))),
      Member("bytes", .integer(status.bytes)),
      Member("keys", .array(status.fields.map(Value.string))),
    ]
    if let elapsed { members.append(Member("elapsed_s", .double(elapsed / .seconds(1)))) }
    return .object(members)
  }

  static func lines(of status: IndexStatus, for terminal: Terminal) -> [String] {
    let style: Terminal.Style = status.condition == .damaged ? .red : .green
    var lines = ["index    " + terminal.styled(status.condition.rawValue, style)]
    if let reason = status.reason { lines.append("reason   " + SafeText.of(reason)) }
    if status.condition == .good {
      lines.append(
        "holds    \(Numbers.grouped(status.events)) events, "
          + "\(Numbers.grouped(status.quarantined)) quarantined, "
          + "\(Numbers.grouped(status.blocks)) blocks, through \(status.through)")
      if !status.fields.isEmpty {
        lines.append("keys     " + SafeText.of(status.fields.joined(separator: ", ")))
      }
      lines.append("size     \(Numbers.bytes(status.bytes))")
    }
    lines.append("behind   \(Numbers.bytes(status.behind)), to be scanned")
    return lines
  }
}
