import Events

/// When something happened that may change what is true for a while, and when something will that was
/// told ahead of its time: instants far from all of these need not be looked at.
struct Disturbances: Sendable {
  /// After so long without one nothing changes any more.
  private let settling: Nanoseconds
  private var last = Timestamp(rawValue: .min)
  /// Those that have yet to come, ascending, each further from the next than it takes to settle.
  private var ahead: [ClosedRange<Timestamp>] = []

  /// More are not kept; those furthest ahead are only looked at when something else happens.
  static let mostAhead = 1024

  init(settling: Nanoseconds) { self.settling = settling }

  /// Something happened.
  ///
  /// - Parameters:
  ///   - time: of which time it is.
  ///   - now: the clock; nil: there is none yet.
  mutating func note(_ time: Timestamp, at now: Timestamp?) {
    if let now, time <= now {
      last = max(last, time)
    } else {
      insert(time)
    }
  }

  /// The instant to look at after one, at most `end`.
  ///
  /// - Parameters:
  ///   - instant: a multiple of the interval.
  ///   - end: the last multiple of the interval.
  mutating func next(
    after instant: Timestamp, every interval: Nanoseconds, to end: Timestamp
  ) -> Timestamp {
    let following = min(instant.later(by: interval), end)
    while let first = ahead.first, first.lowerBound <= following {
      last = max(last, first.upperBound)
      ahead.removeFirst()
    }
    if instant.elapsed(since: last) <= settling { return following }
    guard let first = ahead.first, first.lowerBound <= end.later(by: LogClock.tolerance) else {
      return end
    }
    // What is a tolerance ahead counts for what is now: from there on no instant is left out.
    let wait = first.lowerBound.earlier(by: LogClock.tolerance).elapsed(since: instant)
    let steps = wait.rawValue / interval.rawValue * interval.rawValue
    return max(following, min(instant.later(by: Nanoseconds(rawValue: steps)), end))
  }

  private mutating func insert(_ time: Timestamp) {
    let place = ahead.firstIndex { time <= $0.upperBound } ?? ahead.count
    if place < ahead.count, ahead[place].lowerBound <= time { return }
    ahead.insert(time...time, at: place)
    join(place)
    if place > 0 { join(place - 1) }
    if ahead.count > Self.mostAhead { ahead.removeLast() }
  }

  /// Joins the one at a place with the one behind it, where they are near.
  private mutating func join(_ place: Int) {
    guard place + 1 < ahead.count else { return }
    let (left, right) = (ahead[place], ahead[place + 1])
    guard right.lowerBound.elapsed(since: left.upperBound) <= settling else { return }
    ahead[place] = left.lowerBound...right.upperBound
    ahead.remove(at: place + 1)
  }
}
