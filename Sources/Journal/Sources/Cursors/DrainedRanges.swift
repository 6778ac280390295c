package import Events
import SystemCalls

/// Which lines of a log came through a source: others said them, and tlm only took them in.
///
/// A line is one of those if the last marker before it speaks of as many bytes. A hold moves about a
/// megabyte, or one line however long, and all of it into one segment: so that is as far as anybody
/// has to look back, and whoever asks about positions in their order reads each byte once.
package final class DrainedRanges: Sendable {
  private let layout: StoreLayout
  private let seen = Guarded(Seen())

  /// The part of the log that was looked at last.
  private struct Seen: Sendable {
    /// Answers are known from here on.
    var start = Position.start
    /// Every marker before this position is known that matters from `start` on.
    var end = Position.start
    /// Where those markers stand, where what they speak of ends, and whose lines were pulled.
    var drains: [(at: Position, end: Position, origin: LineOrigin?)] = []
  }

  /// How far before a line its marker may begin, and the line before that one.
  package static let reach = EventLog.Options.drainLimit + 2 * Marker.lengthLimit
  private static let readAhead = 1 << 20

  package init(_ log: EventLog) { layout = log.layout }

  /// Whether the line at this position came through a source.
  package func contains(_ position: Position) -> Bool { drain(at: position) != nil }

  /// The store that the line at this position was pulled of; nil for every other line.
  package func origin(of position: Position) -> LineOrigin? {
    drain(at: position).flatMap { $0 }
  }

  /// What the line at this position came through; nil where nobody but tlm said it.
  private func drain(at position: Position) -> LineOrigin?? {
    seen.withLock { seen in
      // What cannot be read any more is asked for by nobody who reads it.
      try? look(at: position, &seen)
      guard position >= seen.start, position <= seen.end,
        let drain = seen.drains.last(where: { $0.at < position }), position < drain.end
      else { return nil }
      return .some(drain.origin)
    }
  }

  private func look(at position: Position, _ seen: inout Seen) throws(SystemError) {
    if position >= seen.start && position <= seen.end { return }
    let list = try SegmentList(layout)
    guard let base = list.base(containing: position) else { return }
    let isNext = position > seen.end && seen.end >= base
    if isNext && position.rawValue - seen.end.rawValue <= Int64(Self.reach) {
      seen.start = seen.end
      seen.drains.removeFirst(max(0, seen.drains.count - 1))
    } else {
      // Whoever goes backwards asks for those before next.
      let isBackward = position < seen.start
      let first = isBackward ? max(base, position.advanced(by: -8 * Self.reach)) : position
      seen = Seen(start: first, end: try lineStart(before: first, since: base))
    }
    let limit = list.end(of: base) ?? Position(rawValue: .max)
    while seen.end < position {
      let missing = position.rawValue - seen.end.rawValue
      let bytes = try LogBytes.read(
        layout, from: seen.end, count: max(Self.readAhead, Int(missing)))
      let whole = Newlines.endOfLastLine(in: bytes.span)
      if whole == 0 { return }
      for (marker, start) in Marker.all(in: bytes.span.extracting(..<whole), at: seen.end) {
        let (end, overflow) = start.rawValue.addingReportingOverflow(marker.length)
        seen.drains.append(
          (
            marker.at, overflow ? limit : min(limit, Position(rawValue: end)), LineOrigin(marker)
          ))
      }
      seen.end = seen.end.advanced(by: whole)
    }
  }

  /// The start of a line as far back as matters.
  private func lineStart(before position: Position, since base: Position) throws(SystemError)
    -> Position
  {
    let start = position.rawValue - Int64(Self.reach)
    if start <= base.rawValue { return base }
    let place = Position(rawValue: start)
    let bytes = try LogBytes.read(layout, from: place, count: Self.reach)
    return Newlines.first(in: bytes.span).map { place.advanced(by: $0 + 1) } ?? position
  }
}
