package import Events
import SystemCalls

extension EventLog {
  /// The whole line in which a position lies, without its newline; nil where there is none, or the line
  /// begins more than 4 KiB before.
  ///
  /// - Throws: `system` or `readOnly` where the log cannot be read.
  package func wholeLine(
    at position: Position
  ) throws(JournalError) -> (start: Position, bytes: [UInt8])? {
    try journaled { () throws(SystemError) in
      guard let base = try SegmentList(layout).base(containing: position) else { return nil }
      let before = Int(min(4096, position.rawValue - base.rawValue))
      let from = position.advanced(by: -before)
      let lead = try LogBytes.read(layout, from: from, count: before)
      let line = Newlines.endOfLastLine(in: lead.span)
      if line == 0 && from > base { return nil }
      let start = from.advanced(by: line)
      var count = 64 << 10
      while true {
        let bytes = try LogBytes.read(layout, from: start, count: count)
        if let end = Newlines.first(in: bytes.span) { return (start, Array(bytes[..<end])) }
        if bytes.count < count { return nil }
        count *= 8
      }
    }
  }

  /// Where each segment begins in which lines stand, with those lines.
  ///
  /// - Parameter lines: in the order of the log.
  /// - Returns: those before the first segment under nil.
  package func segments(
    of lines: [RedactedLine]
  ) throws(JournalError) -> [(base: Position?, lines: [RedactedLine])] {
    let list = try journaled { () throws(SystemError) in try SegmentList(layout) }
    var found: [(base: Position?, lines: [RedactedLine])] = []
    for line in lines {
      let base = list.base(containing: line.start)
      if let last = found.last, last.base == base {
        found[found.count - 1].lines.append(line)
      } else {
        found.append((base, [line]))
      }
    }
    return found
  }

  /// Whether a segment takes no more appends.
  package func isSealed(_ base: Position) throws(JournalError) -> Bool {
    try journaled { () throws(SystemError) in
      let list = try SegmentList(layout)
      let status = try FileStatus.of(layout.segment(base))
      return list.end(of: base) != nil && !list.intents.contains(base) && status?.isSealed == true
    }
  }

  /// What the ends of imported runs come to once lines are blanked: only of those that are whole.
  ///
  /// - Parameter lines: in the order of the log.
  package func tails(
    blanking lines: [RedactedLine], by blank: ([UInt8]) -> [UInt8]
  ) throws(JournalError) -> [Position: UInt32] {
    var tails: [Position: UInt32] = [:]
    guard let first = lines.first else { return tails }
    let beginning = try bounds().lowerBound
    let runs = try importLedger().all.map(\.extent) + pullLedger().last.values.map(\.extent)
    for run in runs where run.position >= beginning {
      let end = run.end
      guard end > first.start, try holdsAll(of: run) else { continue }
      let count = min(run.length, Int64(RunExtent.tailLimit))
      let start = Position(rawValue: end.rawValue - count)
      let inside = lines.filter { $0.start < end && $0.end > start }
      if inside.isEmpty { continue }
      // A line may begin before what is summed up.
      let from = min(start, inside[0].start)
      var bytes = try journaled { () throws(SystemError) in
        try LogBytes.read(layout, from: from, count: Int(end.rawValue - from.rawValue))
      }
      for line in inside {
        let place = Int(line.start.rawValue - from.rawValue)
        guard place + line.length <= bytes.count else { continue }
        let new = blank(Array(bytes[place..<place + line.length]))
        bytes.replaceSubrange(place..<place + line.length, with: new)
      }
      let rest = bytes.suffix(Int(count))
      tails[run.position] = Checksum.crc32c(Array(rest).span)
    }
    return tails
  }
}
