import Events
import Journal

/// Which lines of a log are pushed, on the way through it.
///
/// Those are not that a relay pulled from others, as a hub does not echo, nor what tlm writes about the
/// log itself.
struct PushRule: Sendable {
  /// The end of the last run that was pulled; before it nothing is pushed.
  private(set) var pulledEnd: Position
  /// What held from where on, in the order of the log.
  private let filters: [(start: Position, filter: Filter)]

  /// - Parameters:
  ///   - pulledEnd: of what stands before.
  ///   - filters: at least one, the first from the log's start on.
  init(pulledEnd: Position, _ filters: [(start: Position, filter: Filter)]) {
    (self.pulledEnd, self.filters) = (pulledEnd, filters)
  }

  /// Whether the next event is pushed.
  mutating func takes(_ event: borrowing Event) -> Bool {
    let position = event.position
    if let name = event.name, name.utf8.starts(with: LogEventName.prefix.utf8) {
      if name == LogEventName.drained.rawValue, position >= pulledEnd,
        let drained = DrainedBytes(marker: event), drained.origin != nil
      {
        pulledEnd = drained.end
      }
      return false
    }
    guard position >= pulledEnd else { return false }
    return filters.last { $0.start <= position }?.filter.matches(event) ?? true
  }
}
