import Events
import Journal
import Lines

extension QueryRun {
  /// Reads what waits in sources, for a log that cannot be written: it comes after the log's own
  /// lines, numbered on from their end. False ends the run.
  ///
  /// Newest first, the matching events are held in memory, up to the limit of the query.
  mutating func scanWaiting(_ body: Body) throws -> Bool {
    // What waits is others' word, all of it.
    if query.filter.isOwn { return true }
    var source = try log.readWaiting(after: bounds.upperBound)
    var timed = TimedParser(parser)
    var found: [RecordedEvent] = []
    while let chunk = try source.next() {
      explanation.waitingBytes += Int64(chunk.count)
      let batch = try timed.parse(chunk) {
        try times.time(before: bounds.upperBound, &explanation)
      }
      for index in 0..<batch.count where query.isWanted(batch.position(at: index)) {
        if !query.newestFirst {
          guard try take(batch.event(at: index), body) else { return false }
          continue
        }
        explanation.examined += 1
        guard isMet(by: batch.event(at: index)) else { continue }
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
