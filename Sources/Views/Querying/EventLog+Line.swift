import Events
import Journal
import Lines

extension EventLog {
  /// The event that stands at a position, with its own time or none; nil where there is none.
  func event(at position: Position) throws(JournalError) -> RecordedEvent? {
    let bounds = try bounds()
    guard bounds.contains(position) else { return nil }
    let end = try lineStart(atOrAfter: position.rawValue + 1, in: bounds)
    var source = try read(from: position, to: end)
    guard let chunk = try source.next() else { return nil }
    let batch = LineParser().parse(chunk)
    guard batch.count > 0, batch.position(at: 0) == position else { return nil }
    return RecordedEvent(copying: batch.event(at: 0))
  }
}
