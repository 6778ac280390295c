package import Events
import Journal

/// What came of pushing a store.
package struct PushReport: Sendable, Equatable {
  /// As which store it is pushed.
  package let origin: String
  package let stream: String
  package let url: String
  /// How far it is.
  package let place: RelayPlace
  /// The end of what was looked at.
  package let through: Position
  package let tally: PushTally

  init(_ checkpoint: PushCheckpoint, _ tally: PushTally) {
    (origin, stream, url) = (checkpoint.origin, checkpoint.stream, checkpoint.url)
    (place, through) = (checkpoint.place, checkpoint.through.position)
    self.tally = tally
  }
}

extension PushTally {
  /// Both of them.
  func adding(_ other: PushTally) -> PushTally {
    var sum = self
    sum.events += other.events
    sum.bytes += other.bytes
    sum.retries += other.retries
    sum.heads += other.heads
    sum.answered += other.answered
    return sum
  }
}
