import Events
import SystemCalls

/// Blanked lines are not what their source has; whoever compares the two passes over them.
enum RedactedBytes {
  /// Bytes of a log at a position, with what a source has in place of each line that was blanked.
  static func masked(
    _ there: [UInt8], at place: Position, as here: [UInt8], _ layout: StoreLayout
  ) throws(SystemError) -> [UInt8] {
    var bytes = there
    for line in try lines(in: place..<place.advanced(by: there.count), layout) {
      let start = max(0, Int(line.start.rawValue - place.rawValue))
      let end = min(Int(line.end.rawValue - place.rawValue), there.count, here.count)
      if start < end { bytes.replaceSubrange(start..<end, with: here[start..<end]) }
    }
    return bytes
  }

  /// The lines of a stretch of the log that were blanked.
  static func lines(
    in range: Range<Position>, _ layout: StoreLayout
  ) throws(SystemError) -> [RedactedLine] {
    let list = try SegmentList(layout)
    var lines: [RedactedLine] = []
    for base in list.bases where base < range.upperBound {
      if let end = list.end(of: base), end <= range.lowerBound { continue }
      // What is damaged says nothing; lines may come twice then.
      guard let known = (try? RedactedSegment(layout, base)) ?? nil else { continue }
      for line in known.records.flatMap(\.lines)
      where line.start < range.upperBound && line.end > range.lowerBound { lines.append(line) }
    }
    return lines
  }

  /// CRC-32C of the last bytes of a run as they were when the last of them was blanked; nil where none
  /// were.
  static func tail(of run: RunExtent, _ layout: StoreLayout) throws(SystemError) -> UInt32? {
    guard let base = try SegmentList(layout).base(containing: run.position) else { return nil }
    let known = (try? RedactedSegment(layout, base)) ?? nil
    return known?.records.reversed().lazy.compactMap { $0.tails[run.position] }.first
  }
}

extension EventLog {
  /// Where lines begin that were blanked, counted from the beginning of a run.
  package func redactedLines(of run: RunExtent) throws(JournalError) -> Set<Int> {
    try journaled { () throws(SystemError) in
      Set(
        try RedactedBytes.lines(in: run.position..<run.end, layout).map {
          Int($0.start.rawValue - run.position.rawValue)
        })
    }
  }

  /// The same of what was imported.
  package func redactedLines(of run: ImportedRun) throws(JournalError) -> Set<Int> {
    try redactedLines(of: run.extent)
  }
}
