import Events
import Journal
import Lines

extension QueryRun {
  /// The stretches of what is indexed in which lines stand of the stores that are asked about, oldest
  /// first; nil where any line may be one of theirs.
  ///
  /// The index knows where the markers stand behind which a relay put lines, and each says how many.
  mutating func originStretches(
    in stretch: Range<Position>, _ snapshot: IndexSnapshot
  ) throws -> [Range<Position>]? {
    guard let choice, !choice.hasOwn else { return nil }
    var markers = Query()
    markers.filter.names = [LogEventName.drained.rawValue]
    let reach = stretch.lowerBound.advanced(by: -DrainedRanges.reach)
    let first = max(bounds.lowerBound, reach)
    guard var named = try NamedLines(markers, in: first..<stretch.upperBound, of: snapshot) else {
      return nil
    }
    var gatherer = LineGatherer(log, to: stretch.upperBound)
    var found: [Range<Position>] = []
    while true {
      let (positions, failure) = named.next(Self.markersAtOnce)
      if let failure { throw failure }
      if positions.isEmpty { return found }
      let batch = parser.parse(try gatherer.chunk(of: positions))
      explanation.bytes += gatherer.takeBytes()
      for index in 0..<batch.count {
        guard let drained = DrainedBytes(marker: batch.event(at: index)),
          let origin = drained.origin, choice.ids.contains(origin.id)
        else { continue }
        try add(drained.start..<max(drained.start, drained.end), to: &found, within: stretch)
      }
    }
  }

  private static let markersAtOnce = 1024

  /// Adds a stretch behind those that are known; it ends where a line does.
  private func add(
    _ range: Range<Position>, to found: inout [Range<Position>], within stretch: Range<Position>
  ) throws {
    let start = max(range.lowerBound, stretch.lowerBound, found.last?.upperBound ?? .start)
    let limit = min(range.upperBound, stretch.upperBound)
    guard start < limit else { return }
    let end = try log.line(atOrAfter: limit, in: stretch)
    if let last = found.last, last.upperBound == start {
      found[found.count - 1] = last.lowerBound..<end
    } else {
      found.append(start..<end)
    }
  }

  /// Reads such stretches. False ends the run.
  mutating func scan(
    _ parts: [Range<Position>], of stretch: Range<Position>, _ snapshot: IndexSnapshot,
    _ body: Body
  ) throws -> Bool {
    var skipped = stretch.upperBound.rawValue - stretch.lowerBound.rawValue
    for part in parts { skipped -= part.upperBound.rawValue - part.lowerBound.rawValue }
    defer { explanation.bytesSkipped = max(explanation.bytesSkipped, skipped) }
    for part in query.newestFirst ? parts.reversed() : parts
    where try !scanTimes(of: part, in: snapshot, body) { return false }
    return true
  }
}
