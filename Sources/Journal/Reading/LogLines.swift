package import Events
import SystemCalls

/// The lines of a log from a position on, read without a lock while others append.
///
/// At the readable end `next` gives nil; called again later, it goes on from there.
package struct LogLines: LineSource, ~Copyable {
  private let layout: StoreLayout
  private let stop: Position?
  /// Where the next chunk begins.
  package private(set) var position: Position
  private var segment: SegmentFile?
  /// Where the segment ends because another begins there, once that is known.
  private var successor: Position?
  /// Ranges of positions that have no bytes, because a sealed segment was cut or is gone.
  package private(set) var missing: [Range<Position>] = []

  /// - Parameters:
  ///   - position: where to begin: the start of a line; nil is the oldest line that is kept.
  ///   - stop: read no line that begins at or after this position.
  /// - Throws: `truncated` where `position` was pruned away.
  init(_ layout: StoreLayout, from position: Position?, to stop: Position?) throws(JournalError) {
    self.layout = layout
    self.stop = stop
    let first = try journaled { () throws(SystemError) in try SegmentList(layout).bases.first }
    if let position, let first, position < first {
      throw JournalError(
        .truncated,
        "position \(position) was pruned; the oldest line that is kept stands at \(first)")
    }
    self.position = position ?? first ?? .start
  }

  package mutating func next() throws(JournalError) -> LineChunk? {
    do throws(SystemError) { return try read() } catch { throw JournalError(error) }
  }

  private mutating func read() throws(SystemError) -> LineChunk? {
    while true {
      if let stop, position >= stop { return nil }
      guard let segment = try opened() else { return nil }
      guard let (end, next) = try readableEnd(of: segment) else { return nil }
      let offset = position.rawValue - segment.base.rawValue
      let limit = min(end, stop.map { $0.rawValue - segment.base.rawValue } ?? .max)
      if offset < limit, let chunk = try chunk(segment, offset, limit, isFinal: next != nil) {
        position = Position(rawValue: position.rawValue + Int64(chunk.count))
        return chunk
      }
      guard let next, offset >= end || next > position else { return nil }
      if end + segment.base.rawValue < next.rawValue {
        missing.append(max(position, Position(rawValue: segment.base.rawValue + end))..<next)
      }
      position = max(position, next)
      forgetSegment()
    }
  }

  private mutating func opened() throws(SystemError) -> SegmentFile? {
    if let segment { return segment }
    let list = try SegmentList(layout)
    if let first = list.bases.first, position < first {
      // What comes next was pruned meanwhile: the log goes on behind it.
      missing.append(position..<first)
      position = first
    }
    guard let base = list.base(containing: position) else { return nil }
    let file = try Descriptor.open(layout.segment(base), .read)
    let opened = SegmentFile(base: base, file: file)
    segment = opened
    successor = list.end(of: base)
    return opened
  }

  private mutating func forgetSegment() {
    segment = nil
    successor = nil
  }

  /// Up to which offset the segment may be read, and where the next segment begins if it has one.
  ///
  /// The size is taken first, the names after it: with a successor the segment ends where that
  /// begins. With only an intent the size is final: nobody writes behind one, and the reader must
  /// not wait for a writer that may never come to finish a dead one's rotation.
  private mutating func readableEnd(of segment: SegmentFile) throws(SystemError)
    -> (Int64, next: Position?)?
  {
    let status = try segment.file.status()
    // With a known successor the mode does not count: a power loss or a copy may have lost it.
    let isActive = successor == nil && status.links == 1 && !status.isSealed
    // While there is something to read, the names need no look.
    if isActive && position.rawValue - segment.base.rawValue < status.size {
      return (status.size, nil)
    }
    if successor == nil {
      successor = try SegmentList(layout).end(of: segment.base)
      // It was sealed after the look at its size, or its mode is lost: its length is final now.
      let final = try segment.file.status().size
      if successor != nil && final > status.size { return (final, nil) }
    }
    if let successor {
      return (min(status.size, successor.rawValue - segment.base.rawValue), successor)
    }
    if status.links == 0 {
      forgetSegment()
      return nil
    }
    return (status.size, nil)
  }

  /// Whole lines from `offset`; nil where not one is whole yet.
  private func chunk(_ segment: SegmentFile, _ offset: Int64, _ limit: Int64, isFinal: Bool)
    throws(SystemError) -> LineChunk?
  {
    var room = Int64(ReadLimits.chunk)
    while true {
      let count = Int(min(room, limit - offset))
      let isLast = offset + Int64(count) == limit
      var whole = 0
      let chunk = try unsafe LineChunk(capacity: count, position: position) {
        buffer throws(SystemError) in
        let got = unsafe try segment.file.read(into: .init(buffer), at: offset)
        let bytes = unsafe UnsafeBufferPointer(rebasing: buffer[..<got])
        whole = unsafe Newlines.endOfLastLine(in: bytes.span)
        if !isFinal && isLast && whole == got && whole > 0 {
          // A torn tail may have been ended while it was read: what stands before a newline is
          // final once the newline is seen, so the last line is read again after it.
          let start = unsafe Newlines.endOfLastLine(
            in: UnsafeBufferPointer(rebasing: buffer[..<(whole - 1)]).span)
          let line = unsafe UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(rebasing: buffer[start..<whole]))
          _ = unsafe try segment.file.read(into: line, at: offset + Int64(start))
        }
        // A sealed segment is complete, so what is unterminated at its end is a line, too.
        if isFinal && isLast { whole = got }
        return whole
      }
      if whole > 0 { return chunk }
      if isLast { return nil }
      if room >= ReadLimits.longestRun { return try piece(segment, offset) }
      room *= 2
    }
  }
}

extension LogLines {
  /// A run without a newline that is longer than any line may be, cut: damage, in pieces that fit
  /// in memory.
  private func piece(_ segment: SegmentFile, _ offset: Int64) throws(SystemError) -> LineChunk {
    try unsafe LineChunk(capacity: Int(ReadLimits.longestRun), position: position) {
      buffer throws(SystemError) in
      unsafe try segment.file.read(into: .init(buffer), at: offset)
    }
  }
}

extension EventLog {
  /// The lines from `position` (nil: the oldest that is kept) to the readable end, or up to `stop`.
  ///
  /// - Throws: `truncated` where `position` was pruned away, `system` where the log cannot be read.
  package func read(from position: Position? = nil, to stop: Position? = nil)
    throws(JournalError) -> LogLines
  {
    try LogLines(layout, from: position, to: stop)
  }
}
