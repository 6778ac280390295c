package import Events
import Folding
package import Journal
import Lines

/// The time that an untimed line takes from the lines before it: what the index knows, else looked
/// for backwards.
package struct TimesBefore {
  let log: EventLog
  /// Where the oldest line stands that is kept.
  let first: Position
  var snapshot: IndexSnapshot?
  /// The last answer, and the positions for which it is the answer: where a log has no times for a
  /// long while, it is walked through once and not once a block.
  private var known: (positions: ClosedRange<Position>, time: Timestamp?)?

  package init(log: EventLog, first: Position) {
    self.log = log
    self.first = first
  }

  /// The time of the nearest line before the start of a line that has one; nil where there is none.
  package mutating func time(before position: Position, _ explanation: inout Query.Explanation)
    throws
    -> Timestamp?
  {
    if let known, known.positions.contains(position) { return known.time }
    if let snapshot, position == snapshot.through { return snapshot.lastTime }
    // An index that fails has been told of; the log has the answer, too.
    if let block = try? snapshot?.block(containing: position) {
      return try lastTime(in: block.range.lowerBound..<position, &explanation)
        ?? block.lastTimeBefore
    }
    return try search(before: position, &explanation)
  }

  /// The last time that a line of a stretch gives.
  private func lastTime(in stretch: Range<Position>, _ explanation: inout Query.Explanation) throws
    -> Timestamp?
  {
    if stretch.isEmpty { return nil }
    var source = try log.read(from: stretch.lowerBound, to: stretch.upperBound)
    var parser = TimedParser()
    while let chunk = try source.next() {
      explanation.bytes += Int64(chunk.count)
      _ = parser.parse(chunk)
    }
    return parser.lastTime
  }

  private mutating func search(before position: Position, _ explanation: inout Query.Explanation)
    throws -> Timestamp?
  {
    var end = position
    var length: Int64 = 64 << 10
    while end > first {
      let start = try log.blockStart(before: end, length, in: first..<end)
      if let time = try lastTime(in: start..<end, &explanation) {
        // No line from `end` on has a time; where in the block the last one is does not matter.
        known = (end...position, time)
        return time
      }
      end = start
      length = min(length * 4, 1 << 20)
    }
    let pruned = try log.prunedMilestone().flatMap { $0.through == first ? $0.lastTime : nil }
    known = (first...max(first, position), pruned)
    return pruned
  }
}
