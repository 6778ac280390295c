import Events
import Journal
import SystemCalls

/// Bytes of the log by position, for many looks at few lines; keeps the last segment open.
struct PositionReader: Sendable {
  private let layout: StoreLayout
  /// Nothing is read from here on; below it segments do not change any more.
  private let limit: Position
  private var open: (base: Position, end: Position, file: Descriptor)?

  /// - Parameter limit: the end of a whole line.
  init(_ log: EventLog, to limit: Position) {
    layout = log.layout
    self.limit = limit
  }

  /// The `count` bytes at a position of one segment; fewer at its end.
  mutating func bytes(at position: Position, count: Int) throws(SystemError) -> [UInt8] {
    let (file, offset, count) = try place(of: position, count: count)
    return try file.bytes(at: offset, count: count)
  }

  /// Reads into `buffer`; fewer bytes than it has room for at the segment's end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer, at position: Position)
    throws(SystemError) -> Int
  {
    let (file, offset, count) = try place(of: position, count: buffer.count)
    return unsafe try file.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: offset)
  }

  private mutating func place(of position: Position, count: Int) throws(SystemError)
    -> (file: Descriptor, offset: Int64, count: Int)
  {
    if let open, position >= open.base, position < open.end {
      return part(of: open, position, count)
    }
    let list = try SegmentList(layout)
    guard let base = list.base(containing: position), position < limit else {
      throw SystemError(.open, layout.log, 2)
    }
    let end = min(list.end(of: base) ?? limit, limit)
    let found = (base: base, end: end, file: try Descriptor.open(layout.segment(base), .read))
    open = found
    return part(of: found, position, count)
  }

  private func part(
    of segment: (base: Position, end: Position, file: Descriptor), _ position: Position,
    _ count: Int
  ) -> (file: Descriptor, offset: Int64, count: Int) {
    let left = Int(clamping: segment.end.rawValue - position.rawValue)
    return (segment.file, position.rawValue - segment.base.rawValue, min(count, left))
  }
}
