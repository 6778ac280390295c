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
    var batches: [LineBatch] = []
    while let chunk = try source.next() {
      explanation.bytes += Int64(chunk.count)
      let batch = parser.parse(chunk)
      if batch.count > 0 { batches.append(batch) }
    }
    guard let first = batches.first else { return true }
    var lastTime: Timestamp?
    if first.ownTime(at: 0) == nil {
      lastTime = try times.time(before: block.lowerBound, &explanation)
    }
    for batch in batches { lastTime = batch.resolveTimes(from: lastTime) }
    while let batch = batches.popLast() {
      for index in (0..<batch.count).reversed()
      where try !take(batch.event(at: index), body) { return false }
    }
    return true
  }
}
