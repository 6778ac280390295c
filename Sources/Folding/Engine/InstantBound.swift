import Events
import Lines

/// Finds the event before which a fold ends that is bound to an instant: the first that is later and
/// believed by the log clock.
///
/// Whether one that waits is believed, the next timed event tells. Until then neither it nor what
/// stands behind it is folded.
struct InstantBound: Sendable {
  private let instant: Timestamp
  /// The log clock at the end of what was shown.
  private var clock: LogClock
  /// The time that an untimed line would have there.
  private var lastTime: Timestamp?
  /// What stands from the event on that is later and waits.
  private var undecided: [Part] = []

  /// Events of a batch, one after the other.
  struct Part: Sendable {
    let batch: LineBatch
    let events: Range<Int>
    let end: Position
    let clock: LogClock
    let lastTime: Timestamp?

    /// What is folded of them at once, and whether nothing after it is.
    func portion(after milestone: Fold.Milestone, isLast: Bool) -> Portion {
      Portion(
        of: batch, events, to: end, isLast: isLast, after: milestone, clock, lastTime: lastTime)
    }
  }

  /// - Parameter milestone: where the fold stands.
  init(_ instant: Timestamp, after milestone: Fold.Milestone) {
    self.instant = instant
    clock = milestone.clock
    lastTime = milestone.lastTime
  }

  /// Whether there are events of which nobody knows yet whether they are before the bound.
  var isUndecided: Bool { !undecided.isEmpty }

  /// The clock and the time of untimed lines after lines that were passed over by an index.
  mutating func skip(to milestone: Fold.Milestone) {
    clock = milestone.clock
    lastTime = milestone.lastTime
  }

  /// Takes the next batch in.
  ///
  /// - Parameters:
  ///   - end: where the log ends at the latest.
  ///   - fold: gets to know each part that is before the bound, and whether it is the last.
  /// - Returns: whether the bound was found.
  mutating func take(
    _ batch: LineBatch, to end: Position?, _ fold: (Part, Bool) throws(FoldError) -> Void
  ) throws(FoldError) -> Bool {
    let after = batch.resolveTimes(from: lastTime)
    lastTime = after
    let reach = Reach(of: batch, to: end)
    let found = look(into: batch, reach.count)
    if found.stop == .earlier || reach.isCut && found.isStillUndecided { return true }
    if !found.isStillUndecided {
      for part in undecided { try fold(part, false) }
      undecided = []
    }
    let isOver = reach.isCut || found.stop != .none
    // Whatever waits at the end is believed.
    if let place = found.suspect ?? found.stop.place {
      let clear = Part(
        batch: batch, events: 0..<place, end: batch.position(at: place), clock: found.clock,
        lastTime: after)
      if place > 0 || isOver { try fold(clear, isOver) }
      if isOver { return true }
    }
    let rest = Part(
      batch: batch, events: (found.suspect ?? 0)..<reach.count, end: reach.end, clock: clock,
      lastTime: after)
    if found.suspect != nil || found.isStillUndecided {
      undecided.append(rest)
    } else {
      try fold(rest, isOver)
    }
    return isOver
  }

  /// What the clock says of the events of a batch.
  private struct Findings {
    enum Stop: Equatable {
      case none, earlier
      case here(Int)

      var place: Int? { if case .here(let place) = self { place } else { nil } }
    }

    var stop = Stop.none
    /// An event that is later and waits.
    var suspect: Int?
    /// Whether what was undecided before still is.
    var isStillUndecided: Bool
    /// The clock before the suspect, or before the event at which it ends.
    var clock: LogClock
  }

  private mutating func look(into batch: LineBatch, _ count: Int) -> Findings {
    var found = Findings(isStillUndecided: isUndecided, clock: clock)
    for index in 0..<count {
      guard let time = batch.ownTime(at: index) else { continue }
      let settlement = clock.settle(by: time)
      if settlement == .believed, found.isStillUndecided || found.suspect != nil {
        found.stop = found.suspect.map { .here($0) } ?? .earlier
        return found
      }
      found.isStillUndecided = false
      found.suspect = nil
      found.clock = clock
      if clock.follow(time) {
        guard let now = clock.now, now > instant else { continue }
        found.stop = .here(index)
        return found
      } else if time > instant {
        found.suspect = index
      }
    }
    return found
  }
}
