import Events
import Journal
import Lines

extension QueryRun {
  /// Reads a stretch from its end to its start, in blocks of whole lines.
  mutating func scanBackward(_ stretch: Range<Position>, _ body: Body) throws -> Bool {
    var end = stretch.upperBound
    var length = query.firstBlock
    while end > stretch.lowerBound {
      let start = try log.blockStart(before: end, length, in: stretch)
      guard try lend(start..<end, body) else { return false }
      end = start
      length = min(length * 4, query.longestBlock)
    }
    return true
  }

  /// Lends the events of one block, the last one first.
  private mutating func lend(_ block: Range<Position>, _ body: Body) throws -> Bool {
    var source = try log.read(from: block.lowerBound, to: block.upperBound)
    var timed = TimedParser(parser)
    var batches: [LineBatch] = []
    while let chunk = try source.next() {
      explanation.bytes += Int64(chunk.count)
      batches.append(
        try timed.parse(chunk) { try times.time(before: block.lowerBound, &explanation) })
    }
    while let batch = batches.popLast() {
      for index in (0..<batch.count).reversed()
      where try !take(batch.event(at: index), body) { return false }
    }
    return true
  }
}
