import Events
import SystemCalls

/// Finds what was imported or pulled in a stretch of a log.
struct ImportSearch {
  let layout: StoreLayout

  private static let piece = 4 << 20
  /// What no line has but a marker, nearly; its first byte is rare enough to be looked for alone.
  private static let pattern = Array(".drained\",\"source\":\"".utf8)
  /// From the start of a marker's line to there.
  private static let lead = #"{"ts":"2026-01-01T00:00:00.000000Z","event":"tlm"#.utf8.count
  /// So much of a piece is looked at again with the next one: a marker may stand across their border.
  private static let overlap = lead + pattern.count + 1

  /// The runs of one kind whose markers stand in a stretch that begins and ends between lines.
  func runs<Run: MarkedRun>(
    of kind: Run.Type, from start: Position, to end: Position
  ) throws(SystemError) -> [Run] {
    try markers(from: start, to: end).compactMap { Run($0.marker, at: $0.run) }
  }

  /// The markers in such a stretch, and where the bytes begin that each speaks of.
  private func markers(
    from start: Position, to end: Position
  ) throws(SystemError) -> [(marker: Marker, run: Position)] {
    var found: [(marker: Marker, run: Position)] = []
    var place = start
    var isLineStart = true
    while place < end {
      let count = Int(min(Int64(Self.piece), end.rawValue - place.rawValue))
      let part = try LogBytes.read(layout, from: place, count: count)
      if part.isEmpty {
        // Positions that have no bytes any more.
        guard let next = try SegmentList(layout).bases.first(where: { $0 > place }) else { break }
        place = next
        isLineStart = true
        continue
      }
      var (next, isFinal) = try following(place, part.count, end)
      for hit in ByteSearch.places(of: Self.pattern, in: part.span) {
        let line = hit - Self.lead
        guard line > 0 ? part[line - 1] == Newlines.byte : line == 0 && isLineStart else {
          continue
        }
        guard let stop = Newlines.first(in: part.span, from: hit) else {
          if line > 0 && !isFinal {
            next = place.advanced(by: line)
            isFinal = true
          }
          break
        }
        let marker = Marker(
          line: part.span.extracting(line..<stop), at: place.advanced(by: line))
        if let marker { found.append((marker, place.advanced(by: stop + 1))) }
      }
      place = next
      isLineStart = isFinal
    }
    return found
  }

  /// Up to where markers behind a position can be looked for without the log's lock: the last line may
  /// still be written.
  func settled(from start: Position) throws(SystemError) -> Position {
    guard let base = try SegmentList(layout).bases.last,
      let size = try FileStatus.of(layout.segment(base))?.size
    else { return start }
    let end = base.rawValue + size
    guard end - start.rawValue > Self.least else { return start }
    let tail = Position(rawValue: max(base.rawValue, end - Self.least))
    let bytes = try LogBytes.read(layout, from: tail, count: Int(end - tail.rawValue))
    let through = tail.advanced(by: Newlines.endOfLastLine(in: bytes.span))
    return through > tail ? max(start, through) : start
  }

  /// So much is searched with the lock held, in no time.
  private static let least: Int64 = 256 << 10

  /// Where the next piece begins, and whether a line does there.
  private func following(
    _ place: Position, _ count: Int, _ end: Position
  ) throws(SystemError) -> (Position, isLineStart: Bool) {
    let next = place.advanced(by: count)
    if next >= end || count <= Self.overlap { return (next, true) }
    let isSegment = try SegmentList(layout).bases.contains(next)
    return isSegment ? (next, true) : (next.advanced(by: -Self.overlap), false)
  }
}
