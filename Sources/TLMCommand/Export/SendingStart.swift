import TLM

/// From where on a store's events are sent, where none were before: settled as the process begins, and
/// not when a task of it comes to follow. What comes in between is not to be missed.
struct SendingStart: Sendable {
  private let position: Position

  /// - Throws: where the log cannot be read.
  init(of store: Store) throws { position = try store.log.bounds().upperBound }

  /// The place in a log, in which there is less where it stands in another one's place.
  func position(in log: EventLog) throws -> Position {
    min(position, try log.bounds().upperBound)
  }
}
