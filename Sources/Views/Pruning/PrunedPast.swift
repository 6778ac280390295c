package import Events
import Folding
package import Journal

/// What is known of the time before the oldest line of a log that was pruned.
package struct PrunedPast: Sendable, Equatable {
  /// Where the oldest line stands that counts.
  package let position: Position
  /// The clock of the log there; nil where nobody knows it any more.
  package let time: Timestamp?

  /// Nil where nothing was pruned.
  ///
  /// - Throws: `system` or `readOnly` where the log cannot be read.
  package init?(of log: EventLog) throws(JournalError) {
    let first = try log.bounds().lowerBound
    guard first > .start else { return nil }
    let states = try BaseStates(of: log)
    position = max(first, states?.base.cut ?? first)
    time = states?.milestone?.clock.believed(by: nil).now
  }
}
