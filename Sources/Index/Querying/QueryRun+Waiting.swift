import Events
import Journal
import Lines

extension QueryRun {
  /// Reads what waits in sources, for a log that cannot be written: it comes after the log's own
  /// lines, numbered on from their end. False ends the run.
  ///
  /// Newest first, the matching events are held in memory, up to the limit of the query.
  mutating func scanWaiting(_ body: Body) throws -> Bool {
    var source = try log.readWaiting(after: bounds.upperBound)
    var lastTime: Timestamp?
    var isFirst = true
    var found: [RecordedEvent] = []
    while let chunk = try source.next() {
      explanation.waitingBytes += Int64(chunk.count)
      let batch = parser.parse(chunk)
      guard batch.count > 0 else { continue }
      if isFirst && batch.ownTime(at: 0) == nil {
        lastTime = try times.time(before: bounds.upperBound, &explanation)
      }
      isFirst = false
      lastTime = batch.resolveTimes(from: lastTime)
      for index in 0..<batch.count where query.isWanted(batch.position(at: index)) {
        if !query.newestFirst {
          guard try take(batch.event(at: index), body) else { return false }
          continue
        }
        explanation.examined += 1
        guard query.filter.matches(batch.event(at: index)) else { continue }
        found.append(RecordedEvent(copying: batch.event(at: index)))
        if let limit = query.limit, found.count >= 2 * limit + 1024 {
          found.removeFirst(found.count - limit)
        }
      }
    }
    while !isFull, let event = found.popLast() {
      explanation.matched += 1
      guard try body(event.event) else { return false }
    }
    return !isFull
  }

}
