/// The time of the log: the event time, guarded against one wrong line.
///
/// It follows an event that is at most a minute ahead of it. One further ahead, the first of a log
/// too, *waits*. The next timed event believes it, where it is not more than a minute before it,
/// or passes it by: then it never moves the clock. So one line from 2099 moves nothing. Lines
/// without a time of their own say nothing about the time.
///
/// The last event of what is read may still wait. Who reads believes it as of a time of their own,
/// which the log does not know: see `believed(by:)`.
package struct LogClock: Sendable, Hashable, Codable {
  /// What the clock shows; nil before the first time that counts.
  package private(set) var now: Timestamp?
  /// A time that waits for the next event.
  package private(set) var waiting: Timestamp?

  /// How far a time may be ahead of the clock to be followed at once.
  package static let tolerance = Nanoseconds(rawValue: 60_000_000_000)

  /// What became of the time that waited.
  package enum Settlement: Sendable, Hashable {
    /// None did.
    case none
    /// The clock shows it now, or shows a later time.
    case believed
    /// It moves nothing.
    case passed
  }

  /// A clock that has seen nothing.
  package init() {}

  /// A clock as it was when somebody wrote it down.
  package init(now: Timestamp?, waiting: Timestamp?) {
    self.now = now
    self.waiting = waiting
  }

  /// Shows the clock the own time of the next event, in the order of the log.
  package mutating func observe(_ time: Timestamp) {
    settle(by: time)
    follow(time)
  }

  /// The first half of `observe`: the time of the next event decides about the one that waits.
  @discardableResult
  package mutating func settle(by time: Timestamp) -> Settlement {
    guard let candidate = waiting else { return .none }
    waiting = nil
    if Self.isBeyond(candidate, time) { return .passed }
    advance(to: candidate)
    return .believed
  }

  /// The second half of `observe`, when none waits.
  ///
  /// - Returns: whether the clock follows the event; else it waits.
  @discardableResult
  package mutating func follow(_ time: Timestamp) -> Bool {
    if let now, !Self.isBeyond(time, now) {
      advance(to: time)
      return true
    }
    waiting = time
    return false
  }

  /// Believes the time that waits, where it is not later than the reader's now; nil believes any.
  ///
  /// - Returns: whether one was believed.
  @discardableResult
  package mutating func believe(by reader: Timestamp?) -> Bool {
    guard let candidate = waiting, reader.map({ candidate <= $0 }) ?? true else { return false }
    waiting = nil
    advance(to: candidate)
    return true
  }

  /// Passes the time that waits by: too many lines have no other.
  package mutating func pass() { waiting = nil }

  /// The clock at the end of what is read, to a reader whose now it is; nil: of any time.
  package func believed(by reader: Timestamp?) -> LogClock {
    var clock = self
    clock.believe(by: reader)
    return clock
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
