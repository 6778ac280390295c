/// The time of the log: the greatest event time so far that can be believed.
///
/// A time counts at once if it is at most a minute after that of the event before it. A time that
/// jumps further waits for the next event, and counts if that is not more than a minute earlier;
/// so one line from 2099 moves nothing. The first time of a log waits, too. Lines without a time
/// of their own say nothing about the time.
package struct LogClock: Sendable, Hashable, Codable {
  /// What the clock shows; nil before the first time that counts.
  package private(set) var now: Timestamp?
  /// A time that waits for the next event.
  package private(set) var waiting: Timestamp?
  /// The time of the last event that has one.
  package private(set) var last: Timestamp?

  /// How far a time may be from its neighbour's to be believed.
  package static let tolerance = Nanoseconds(rawValue: 60_000_000_000)

  /// A clock that has seen nothing.
  package init() {}

  /// A clock as it was when somebody wrote it down.
  package init(now: Timestamp?, waiting: Timestamp?, last: Timestamp?) {
    self.now = now
    self.waiting = waiting
    self.last = last
  }

  /// Shows the clock the own time of the next event, in the order of the log.
  package mutating func observe(_ time: Timestamp) {
    if let candidate = waiting {
      waiting = nil
      if !Self.isBeyond(candidate, time) { advance(to: candidate) }
    }
    if let last, !Self.isBeyond(time, last) { advance(to: time) } else { waiting = time }
    last = time
  }

  private mutating func advance(to time: Timestamp) {
    now = max(now ?? time, time)
  }

  /// Whether `later` is more than the tolerance after `earlier`.
  private static func isBeyond(_ later: Timestamp, _ earlier: Timestamp) -> Bool {
    let (limit, overflow) = earlier.rawValue.addingReportingOverflow(tolerance.rawValue)
    return !overflow && later.rawValue > limit
  }
}
