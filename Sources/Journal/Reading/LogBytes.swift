import Events
import SystemCalls

/// Bytes of the log by position, across segments; for looking things up, not for reading it all.
enum LogBytes {
  /// At most `count` bytes from `position`; fewer at the end of a segment or of the log.
  static func read(_ layout: StoreLayout, from position: Position, count: Int)
    throws(SystemError) -> [UInt8]
  {
    let list = try SegmentList(layout)
    guard let base = list.base(containing: position) else { return [] }
    var count = Int64(count)
    if let next = list.end(of: base) { count = min(count, next.rawValue - position.rawValue) }
    let file = try Descriptor.open(layout.segment(base), .read)
    let offset = position.rawValue - base.rawValue
    return try file.bytes(at: offset, count: Int(min(count, max(0, file.status().size - offset))))
  }

  /// Where the line at `position` ends, or the next segment begins, or `end`.
  static func lineEnd(
    _ layout: StoreLayout, from position: Position, list: SegmentList, end: Position
  ) throws(SystemError) -> Position {
    var place = position
    let limit = list.base(containing: position).flatMap { list.end(of: $0) } ?? end
    while place < limit {
      let part = try read(layout, from: place, count: 1 << 20)
      if part.isEmpty { return limit }
      if let newline = Newlines.first(in: part.span) {
        return Position(rawValue: place.rawValue + Int64(newline) + 1)
      }
      place = Position(rawValue: place.rawValue + Int64(part.count))
    }
    return limit
  }
}
