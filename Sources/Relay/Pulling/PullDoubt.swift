import Events
import Journal
import SystemCalls

/// That what came of an origin is not what it pushed, somewhere behind the last place that was verified.
struct PullDoubt: Sendable {
  /// Up to where the origin is asked.
  let end: Int64
  /// What the origin said that differs.
  let head: RelayHead?
  let since = Timestamp.now()
  /// When the origin is asked next, by the clock that never goes back.
  var asking: Int64 = 0
  var reason = "lines came that are not what the origin pushed"

  init(to end: Int64, head: RelayHead? = nil) {
    self.end = end
    self.head = head
  }
}

/// The lines of an origin that a log has, to be held against the origin's own.
struct PulledInventory {
  private struct Line {
    let mark: Int
    /// Blanked since: it cannot be compared.
    let isRedacted: Bool
  }

  private var lines: [Int64: Line] = [:]
  /// How many lines there are by what they are known by.
  private var counts: [Int: Int] = [:]
  private(set) var count = 0

  /// - Parameter start: lines before it are of no interest.
  init(of origin: String, from start: Int64, in log: EventLog) throws(RelayError) {
    let runs = try storing { () throws(JournalError) in try log.pulls(of: origin, from: start) }
    for run in runs {
      let (bytes, redacted) = try storing { () throws(JournalError) in
        (try log.bytes(of: run.extent), try log.redactedLines(of: run.extent))
      }
      add(bytes, from: run.offset, since: start, redacted: redacted)
    }
  }

  private mutating func add(
    _ bytes: [UInt8], from offset: Int64, since start: Int64, redacted: Set<Int>
  ) {
    var place = 0
    while let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) {
      let at = offset + Int64(place)
      if at >= start {
        let line = Line(
          mark: RecentLines.mark(of: bytes[place..<end]), isRedacted: redacted.contains(place))
        // What stands for another line comes behind it, and is the true one.
        lines[at] = line
        counts[line.mark, default: 0] += 1
        count += 1
      }
      place = end + 1
    }
  }

  /// Whether another line stands in a line's place.
  func isTaken(_ offset: Int64) -> Bool { lines[offset] != nil }

  /// Whether the log has a line of the origin; each of its own is one of the origin's only once.
  mutating func take(_ line: RelayLine) -> Bool {
    let mark = RecentLines.mark(of: line.bytes)
    if let there = lines[line.offset], there.isRedacted || there.mark == mark {
      lines[line.offset] = nil
      counts[there.mark, default: 1] -= 1
      count -= 1
      return true
    }
    // One of a changed length has moved those behind it.
    guard let others = counts[mark], others > 0 else { return false }
    counts[mark] = others - 1
    count -= 1
    return true
  }
}
