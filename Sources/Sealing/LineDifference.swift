package import Events
package import Journal
import SystemCalls

/// A line that is not what it was in an old copy of the log.
package struct LineDifference: Sendable, Equatable {
  /// Where the line begins; positions are those of the log at hand.
  package let position: Position
  /// The line as it stands now, without its newline; nil where there is none.
  package let now: [UInt8]?
  /// The line of the old copy at that place.
  package let before: [UInt8]?

  package init(position: Position, now: [UInt8]?, before: [UInt8]?) {
    self.position = position
    self.now = now
    self.before = before
  }

  /// Lines that are looked at together.
  private static let most = 20
  /// Bytes on either side of a changed part, so that its first and last line are whole.
  private static let margin: Int64 = 1 << 20

  /// The first lines that differ in the parts of a log that are not what they were.
  ///
  /// - Parameter old: the folder of the store that is a copy from before.
  /// - Throws: where there is no store, or as the file system does.
  package static func between(
    _ log: EventLog, _ found: LogVerification, old: String
  ) throws(SealError) -> [LineDifference] {
    let old = try sealing { () throws(JournalError) in try EventLog.open(old) }
    var differences: [LineDifference] = []
    for fault in found.faults where fault.kind != .seal {
      guard differences.count < most else { break }
      let start = Position(rawValue: max(0, fault.range.lowerBound.rawValue - margin))
      let count = min(margin * 16, fault.range.upperBound.rawValue - start.rawValue + margin)
      let here = try bytes(of: log.layout, from: start, count: count)
      let there = try bytes(of: old.layout, from: start, count: count)
      for line in Self.differences(here, there, at: start)
      where differences.count < most && !differences.contains(line) {
        differences.append(line)
      }
    }
    return differences
  }

  /// Bytes of a log, over the ends of segments; fewer where they are gone.
  private static func bytes(
    of layout: StoreLayout, from start: Position, count: Int64
  ) throws(SealError) -> [UInt8] {
    try sealing { () throws(SystemError) in
      let list = try SegmentList(layout)
      var bytes: [UInt8] = []
      for base in list.bases {
        let end = list.end(of: base)?.rawValue ?? .max
        let from = max(base.rawValue, start.rawValue)
        let to = min(end, start.rawValue + count)
        guard from < to else { continue }
        let file = try Descriptor.open(layout.segment(base), .read)
        bytes += try file.bytes(at: from - base.rawValue, count: Int(to - from))
      }
      return bytes
    }
  }

  /// Line by line from the first byte that differs; what was put in or taken out moves all behind it, so
  /// that only the first such line is told.
  private static func differences(
    _ here: [UInt8], _ there: [UInt8], at start: Position
  ) -> [LineDifference] {
    guard
      let first = zip(here, there).enumerated().first(where: { $1.0 != $1.1 })?.offset
        ?? (here.count == there.count ? nil : min(here.count, there.count))
    else { return [] }
    let beginning = here[..<first].lastIndex(of: Newlines.byte).map { $0 + 1 } ?? 0
    var place = beginning
    var found: [LineDifference] = []
    while found.count < most, place < max(here.count, there.count) {
      let (now, before) = (line(here, place), line(there, place))
      if now != before {
        found.append(
          LineDifference(
            position: Position(rawValue: start.rawValue + Int64(place)), now: now, before: before))
      }
      // Lines of other lengths stand at other places: nothing behind can be compared so.
      guard let now, now.count == before?.count else { break }
      place += now.count + 1
    }
    return found
  }

  private static func line(_ bytes: [UInt8], _ place: Int) -> [UInt8]? {
    guard place < bytes.count else { return nil }
    return Array(bytes[place...].prefix { $0 != Newlines.byte })
  }
}
