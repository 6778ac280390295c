public import Events

extension Fold {
  /// Which part of a log is folded.
  ///
  /// `to` and `at` end a fold: what comes out is always the state of a prefix of the log. `since`
  /// and `until` keep events away from it by their own times.
  public struct Bounds: Sendable, Equatable {
    /// Events whose line begins before this position.
    public var to: Position?
    /// The state before the first event that is later than this instant and that the log clock
    /// believes; the last event of a log is believed by its end.
    public var at: Timestamp?
    /// Events at or after this instant, by their own times. Untimed ones have the time of the line
    /// before; those without any time are left out.
    public var since: Timestamp?
    /// Events before this instant, likewise.
    public var until: Timestamp?

    /// The whole log.
    public init(
      to: Position? = nil, at: Timestamp? = nil, since: Timestamp? = nil, until: Timestamp? = nil
    ) {
      self.to = to
      self.at = at
      self.since = since
      self.until = until
    }

    /// Whether events are left out by their times, so that the state is of no prefix.
    public var isWindow: Bool { since != nil || until != nil }

    /// Whether an event of this time is inside of the window.
    func admits(_ time: Timestamp?) -> Bool {
      guard let time else { return false }
      return time >= since ?? time && until.map { time < $0 } ?? true
    }

    /// Whether a fold that has come to `milestone` has not left these bounds.
    package func admit(_ milestone: Fold.Milestone) -> Bool {
      if isWindow { return false }
      if let to, let through = milestone.through, through > to { return false }
      if let at, let latest = milestone.clock.believed(by: nil).now, latest > at { return false }
      return true
    }
  }
}
