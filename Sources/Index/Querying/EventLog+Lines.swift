package import Events
package import Journal
import Lines

extension EventLog {
  /// The start of the first line at or after a position, within `bounds`.
  func line(atOrAfter position: Position, in bounds: Range<Position>) throws(JournalError)
    -> Position
  {
    if position >= bounds.upperBound { return bounds.upperBound }
    return min(try lineStart(atOrAfter: position.rawValue, in: bounds), bounds.upperBound)
  }

  /// The start of a line at or before a position, within `bounds`: of the very line that begins
  /// there, else of one shortly before. An event stands behind the start of its line where NULs
  /// or a byte order mark come first.
  package func line(atOrBefore position: Position, in bounds: Range<Position>) throws(JournalError)
    -> Position
  {
    if position <= bounds.lowerBound { return bounds.lowerBound }
    if position >= bounds.upperBound { return bounds.upperBound }
    if try lineStart(atOrAfter: position.rawValue, in: bounds) == position { return position }
    return try blockStart(before: position, 1 << 12, in: bounds)
  }

  /// Where a block of about `length` bytes before `end` begins: at the start of a line.
  func blockStart(before end: Position, _ length: Int64, in stretch: Range<Position>)
    throws(JournalError) -> Position
  {
    var length = length
    while true {
      let wish = end.rawValue - length
      if wish <= stretch.lowerBound.rawValue { return stretch.lowerBound }
      let start = try lineStart(atOrAfter: wish, in: stretch)
      if start < end { return start }
      // One line is longer than the block.
      length = length.multipliedReportingOverflow(by: 4).partialValue
    }
  }

  /// The event that stands at a position, with its own time or none; nil where there is none.
  package func event(at position: Position) throws(JournalError) -> RecordedEvent? {
    let bounds = try bounds()
    guard bounds.contains(position) else { return nil }
    let end = try line(atOrAfter: Position(rawValue: position.rawValue + 1), in: bounds)
    var source = try read(from: position, to: end)
    guard let chunk = try source.next() else { return nil }
    let batch = LineParser().parse(chunk)
    guard batch.count > 0, batch.position(at: 0) == position else { return nil }
    return RecordedEvent(copying: batch.event(at: 0))
  }
}
