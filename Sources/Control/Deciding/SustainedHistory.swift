import Sensors
import Events

/// What a condition must remember of its sensor's readings to know for how long it was true.
///
/// Readings are ordered by their own time, those of one time by arrival. Only those that satisfied
/// the comparison since it last failed are kept: nothing before can matter again. They are points;
/// a point is joined to the one before it if no gap between them is longer than `staleAfter`. A
/// reading from the future waits until its time comes.
///
/// Readings that come in order need the first and the last point of the newest run only. The others
/// are there for readings that come late, which may break a run or close a gap.
struct SustainedHistory: Codable, Sendable, Equatable {
  struct Point: Codable, Sendable, Equatable {
    let time: Timestamp
    var isJoined: Bool
  }

  /// More readings from the future than this do not wait; those furthest ahead are dropped.
  static let mostWaiting = 64
  /// With more points, those that only a late reading could make a difference to are given up.
  static let mostPoints = 1024
  /// Of so many stretches of time each keeps a point or two.
  private static let thinned: Int64 = 256
  /// So many points are removed at once, as moving the others costs the same.
  private static let pruned = 64

  private(set) var points: [Point] = []
  /// Where the newest run begins.
  private(set) var runStart: Timestamp?
  /// Time of the last reading that did not satisfy the comparison.
  private(set) var brokenAt: Timestamp?
  /// The last reading by time.
  private(set) var newest: SensorReading?
  /// By time, then arrival.
  private(set) var waiting: [SensorReading] = []

  /// A reading, which may be late or early.
  mutating func take(
    _ reading: SensorReading, now: Timestamp?, _ check: ConditionCheck, _ words: [String]
  ) {
    if let now, reading.instant <= now {
      // Those that waited came first, and of one time the last to come counts.
      admitWaiting(until: now, check, words)
      return admit(reading, check, words)
    }
    let place = waiting.lastIndex { $0.instant <= reading.instant }.map { $0 + 1 } ?? 0
    waiting.insert(reading, at: place)
    if waiting.count > Self.mostWaiting { waiting.removeLast() }
  }

  /// Time has come to `now`.
  mutating func advance(to now: Timestamp, _ check: ConditionCheck, _ words: [String]) {
    admitWaiting(until: now, check, words)
    prune(before: now.earlier(by: check.sustained ?? .zero))
  }

  /// Since when the comparison has been true without a break, if that is long enough at `now`.
  func heldSince(at now: Timestamp, _ check: ConditionCheck) -> Timestamp? {
    guard let runStart, let last = points.last,
      runStart <= now.earlier(by: check.sustained ?? .zero),
      check.isFresh(last.time, at: now)
    else { return nil }
    return runStart
  }

  /// The last reading, unless it is stale.
  func current(at now: Timestamp, _ check: ConditionCheck) -> SensorValue? {
    newest.flatMap { check.isFresh($0.instant, at: now) ? $0.value : nil }
  }

  private mutating func admitWaiting(
    until now: Timestamp, _ check: ConditionCheck, _ words: [String]
  ) {
    while let first = waiting.first, first.instant <= now {
      waiting.removeFirst()
      admit(first, check, words)
    }
  }

  private mutating func admit(_ reading: SensorReading, _ check: ConditionCheck, _ words: [String])
  {
    if newest.map({ $0.instant <= reading.instant }) ?? true { newest = reading }
    if check.claim.holds(reading.value, words) {
      insert(reading.instant, check)
    } else {
      brokenAt = max(brokenAt ?? reading.instant, reading.instant)
      let gone = points.prefix { $0.time <= reading.instant }.count
      guard gone > 0 else { return }
      points.removeFirst(gone)
      if !points.isEmpty { points[0].isJoined = false }
      findRun()
    }
  }

  private mutating func insert(_ time: Timestamp, _ check: ConditionCheck) {
    if let brokenAt, time < brokenAt { return }
    guard let last = points.last else {
      points = [Point(time: time, isJoined: false)]
      runStart = time
      return
    }
    if last.time <= time {
      let isJoined = check.isFresh(last.time, at: time)
      points.append(Point(time: time, isJoined: isJoined))
      if !isJoined { runStart = time }
    } else {
      insertLate(time, check)
    }
    if points.count > Self.mostPoints { thin() }
  }

  private mutating func insertLate(_ time: Timestamp, _ check: ConditionCheck) {
    let place = points.lastIndex { $0.time <= time }.map { $0 + 1 } ?? 0
    let isInside = points[place].isJoined
    let isJoined = place > 0 && (isInside || check.isFresh(points[place - 1].time, at: time))
    points[place].isJoined = isInside || check.isFresh(time, at: points[place].time)
    points.insert(Point(time: time, isJoined: isJoined), at: place)
    findRun()
  }

  private mutating func findRun() { runStart = points.last { !$0.isJoined }?.time }

  /// Of points before `limit` only the last one, and the first of its run, can matter again.
  private mutating func prune(before limit: Timestamp) {
    guard points.count > Self.pruned, points[Self.pruned].time <= limit,
      let last = points.lastIndex(where: { $0.time <= limit }),
      let start = points[...last].lastIndex(where: { !$0.isJoined })
    else { return }
    let kept = start == last ? [points[start]] : [points[start], points[last]]
    points.replaceSubrange(...last, with: kept)
  }

  /// Drops points from inside the runs, evenly over time; of too many runs all but the newest.
  private mutating func thin() {
    guard points.count > 1, let end = points.last?.time else { return }
    // The first point may be where a run of long ago began.
    let grain = Nanoseconds(rawValue: end.elapsed(since: points[1].time).rawValue / Self.thinned)
    var last = points[0].time
    var kept: [Point] = []
    for (place, point) in points.enumerated() {
      if point.isJoined, place + 1 < points.count, points[place + 1].isJoined,
        points[place + 1].time.elapsed(since: last) <= grain
      {
        continue
      }
      kept.append(point)
      last = point.time
    }
    if kept.count > Self.mostPoints / 4 * 3, let start = kept.lastIndex(where: { !$0.isJoined }) {
      kept.removeFirst(start)
    }
    points = kept
  }
}

extension Policy.Memory {
  /// Points that the fullest history keeps.
  package var heldPoints: Int { conditions.map { $0.history?.points.count ?? 0 }.max() ?? 0 }
}
