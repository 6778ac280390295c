import Events
import Journal
import Views

/// Appends what is to be said about effects.
struct EffectWriter: Sendable {
  let log: EventLog
  /// Whose transitions have the effects; nil where nobody had named the store.
  let storeID: String?
  let clock: ControlLoop.Clock

  /// - Returns: what stands against it, if anything does; then nothing was written.
  func append(
    _ events: [NewEvent], if condition: AppendCondition
  ) throws(AppendError) -> Position? {
    do throws(AppendError) {
      try log.append(events, onlyIf: [condition], into: storeID)
      return nil
    } catch {
      guard error.code == .matchFound, let position = error.position else { throw error }
      return position
    }
  }

  /// The loop's clock; on the log's own nothing is later than what it follows from.
  func time(_ cause: Timestamp?) -> Timestamp? {
    if case .wall(let now) = clock { now() } else { cause }
  }
}
