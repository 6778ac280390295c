import TLM

/// Lines that waited in a source when the newest were shown: they come again when somebody moves them
/// into the log, and are not told then, neither those that were shown nor those before them.
struct ShownAhead {
  /// How many there are, by a hash of the line: there may be many.
  private var lines: [Int: Int] = [:]
  private let drained: DrainedRanges

  init(_ log: EventLog) { drained = DrainedRanges(log) }

  /// Notes a waiting line.
  mutating func note(_ line: [UInt8]) { lines[line.hashValue, default: 0] += 1 }

  /// Whether a line of the log is one of them, which it is once.
  mutating func takes(_ line: [UInt8], at position: Position) -> Bool {
    guard !lines.isEmpty, let count = lines[line.hashValue], drained.contains(position) else {
      return false
    }
    lines[line.hashValue] = count > 1 ? count - 1 : nil
    return true
  }
}
