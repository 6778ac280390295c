import Events
import Journal
import Lines

/// The time that an untimed line takes from the lines before it, looked for backwards.
struct TimesBefore {
  let log: EventLog
  /// Where the oldest line stands that is kept.
  let first: Position
  /// The last answer, and the positions for which it is the answer: where a log has no times for a
  /// long while, it is walked through once and not once a block.
  private var known: (positions: ClosedRange<Position>, time: Timestamp?)?

  init(log: EventLog, first: Position) {
    self.log = log
    self.first = first
  }

  /// The time of the nearest earlier line that has one; nil where there is none.
  mutating func time(before position: Position, _ explanation: inout Explanation) throws
    -> Timestamp?
  {
    if let known, known.positions.contains(position) { return known.time }
    var end = position
    var length: Int64 = 64 << 10
    let parser = LineParser()
    while end > first {
      let start = try log.blockStart(before: end, length, in: first..<end)
      var source = try log.read(from: start, to: end)
      var found: (after: Position, time: Timestamp)?
      while let chunk = try source.next() {
        explanation.bytes += Int64(chunk.count)
        let batch = parser.parse(chunk)
        for index in 0..<batch.count {
          if let time = batch.ownTime(at: index) {
            found = (Position(rawValue: batch.position(at: index).rawValue + 1), time)
          }
        }
      }
      if let found {
        known = (found.after...position, found.time)
        return found.time
      }
      end = start
      length = min(length * 4, 1 << 20)
    }
    known = (first...max(first, position), nil)
    return nil
  }
}
