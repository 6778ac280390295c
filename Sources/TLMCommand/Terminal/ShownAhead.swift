import TLM

/// Lines that were shown while they waited in a source: they come again when somebody moves them
/// into the log, and are not shown twice.
struct ShownAhead {
  private var lines: [[UInt8]: Int] = [:]
  private let drained: DrainedRanges

  init(_ log: EventLog) { drained = DrainedRanges(log) }

  /// Notes that a waiting line was shown.
  mutating func note(_ line: [UInt8]) { lines[line, default: 0] += 1 }

  /// Whether a line of the log is one of them, which it is once.
  mutating func takes(_ line: [UInt8], at position: Position) -> Bool {
    guard !lines.isEmpty, let count = lines[line], drained.contains(position) else { return false }
    lines[line] = count > 1 ? count - 1 : nil
    return true
  }
}
