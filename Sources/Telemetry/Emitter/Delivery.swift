/// When an emitter writes what it is told.
public enum Delivery: Sendable, Equatable {
  /// Before `emit` returns: it survives the death of the program.
  case immediate
  /// By a thread of its own, soon: `emit` leaves the event in memory, where at most `capacity` of them
  /// wait. At the end of the program and at SIGTERM what waits is written, as long as some of it is
  /// within each two seconds, and for thirty at most.
  case buffered(capacity: Int, onOverflow: Overflow = .dropNewest)

  /// What happens to an event for which there is no room.
  public enum Overflow: Sendable, Equatable {
    /// It is dropped.
    case dropNewest
    /// The one that waited longest is dropped for it.
    case dropOldest
    /// `emit` waits for room, for so long; then the event is dropped.
    case block(atMost: Duration)
  }
}
