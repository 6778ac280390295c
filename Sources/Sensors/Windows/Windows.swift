import Events

/// What happened when: by the second for windows up to an hour, and by wider buckets beyond.
///
/// A window of w seconds at t covers the seconds ⌊t⌋ − w + 1 … ⌊t⌋. Above an hour the buckets are
/// so wide that the longest window, the horizon, has 3600 of them.
struct Windows<Bucket: RingBucket>: Codable, Sendable, Equatable {
  private var fine = Ring<Bucket>()
  private var coarse = Ring<Bucket>()

  /// Changes the buckets of a time: that of its second, and the wider one where there are wider
  /// ones. What the change returns of each.
  @discardableResult mutating func record<Result>(
    at time: Timestamp, _ horizon: SensorHorizon, _ change: (inout Bucket) -> Result
  ) -> (Result, wide: Result?) {
    let second = time.wholeSecond
    let result = fine.touch(second, change)
    guard horizon.width_s > 1 else { return (result, nil) }
    return (result, coarse.touch(horizon.bucket(of: second), change))
  }

  /// Keeps the sum of the last `window` seconds from now on, for who asks for it at every event.
  mutating func keepSum(of window: Int, _ horizon: SensorHorizon) {
    guard window >= 1, window <= horizon.seconds else { return }
    if window <= SensorHorizon.hour {
      fine.keepTotal(of: Int64(window))
    } else {
      coarse.keepTotal(of: horizon.buckets(of: window))
    }
  }

  /// Reads what happened in the last `window` seconds at `time`; nil for a window beyond the
  /// horizon. A sum that is kept moves on to that time.
  mutating func readSum<Result>(
    of window: Int, at time: Timestamp, _ horizon: SensorHorizon,
    _ read: (borrowing Bucket) -> Result?
  ) -> Result? {
    guard window >= 1, window <= horizon.seconds else { return nil }
    let second = time.wholeSecond
    if window <= SensorHorizon.hour {
      return fine.readTotal(of: Int64(window), endingAt: second, read)
    }
    let length = horizon.buckets(of: window)
    return coarse.readTotal(of: length, endingAt: horizon.bucket(of: second), read)
  }

  /// What happened in the last `window` seconds at `time`, and when the last of it did, by the
  /// bucket; nil for a window beyond the horizon.
  func sum(
    _ window: Int, at time: Timestamp, _ horizon: SensorHorizon
  ) -> (total: Bucket, last: Timestamp?)? {
    guard window >= 1, window <= horizon.seconds else { return nil }
    let second = time.wholeSecond
    if window <= SensorHorizon.hour {
      let (total, last) = fine.sum(second - Int64(window) + 1...second)
      return (total, last.map { Timestamp(wholeSecond: $0) })
    }
    let bucket = horizon.bucket(of: second)
    let (total, last) = coarse.sum(bucket - horizon.buckets(of: window) + 1...bucket)
    return (total, last.map { Timestamp(wholeSecond: $0 * Int64(horizon.width_s)) })
  }

  /// The second in which something happened last, at or before `time`.
  func last(at time: Timestamp) -> Timestamp? {
    fine.last(atOrBefore: time.wholeSecond).map { Timestamp(wholeSecond: $0) }
  }

  /// Everything that happened in a window, bucket by bucket, in the order of time.
  func each(
    _ window: Int, at time: Timestamp, _ horizon: SensorHorizon
  ) -> [(time: Timestamp, bucket: Bucket)] {
    guard window >= 1, window <= horizon.seconds else { return [] }
    let isFine = window <= SensorHorizon.hour
    let width = isFine ? 1 : Int64(horizon.width_s)
    let last = isFine ? time.wholeSecond : horizon.bucket(of: time.wholeSecond)
    let count = (Int64(window) + width - 1) / width
    var found: [(number: Int64, bucket: Bucket)] = []
    (isFine ? fine : coarse).forEach(last - count + 1...last) { number, bucket in
      if !bucket.isEmpty { found.append((number, bucket)) }
    }
    return found.sorted { $0.number < $1.number }
      .map { (Timestamp(wholeSecond: $0.number * width), $0.bucket) }
  }

  /// Empties the buckets touched longest ago while `body` wants more.
  mutating func emptyOldest(while body: (Bucket) -> Bool) { fine.emptyOldest(while: body) }

  /// The same of the wider buckets.
  mutating func emptyOldestWide(while body: (Bucket) -> Bool) { coarse.emptyOldest(while: body) }
}
