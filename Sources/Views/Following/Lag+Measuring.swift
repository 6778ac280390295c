import Events
import Folding
import Journal
import Lines

extension Following.Lag {
  /// Bytes that are parsed to count their events; a longer rest is estimated.
  static let countedBytes: Int64 = 256 << 10

  /// What the log holds from the start of a line on.
  ///
  /// - Parameter milestone: what is known of the log before that line.
  init(of log: EventLog, after position: Position, _ milestone: Fold.Milestone)
    throws(JournalError)
  {
    let bounds = try log.bounds()
    let bytes = bounds.upperBound.rawValue - position.rawValue
    guard bytes > 0 else {
      self = .none
      return
    }
    let before = position.rawValue - bounds.lowerBound.rawValue
    if bytes > Self.countedBytes && before > Self.countedBytes && milestone.events > 0 {
      let share = Double(bytes) / Double(before)
      self.init(
        bytes: bytes, events: Int((Double(milestone.events) * share).rounded()), isEstimate: true)
      return
    }
    var lines = try log.read(from: position, to: bounds.upperBound)
    let parser = LineParser()
    var events = 0
    while let chunk = try lines.next() { events += parser.parse(chunk).count }
    self.init(bytes: bytes, events: events, isEstimate: false)
  }
}
