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

  package init(
    origin: String, stream: String, url: String, _ place: RelayPlace, through: Position,
    _ tally: PushTally
  ) {
    (self.origin, self.stream, self.url) = (origin, stream, url)
    (self.place, self.through, self.tally) = (place, through, tally)
  }

  init(_ checkpoint: PushCheckpoint, _ tally: PushTally) {
    self.init(
      origin: checkpoint.origin, stream: checkpoint.stream, url: checkpoint.url, checkpoint.place,
      through: checkpoint.through.position, tally)
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
