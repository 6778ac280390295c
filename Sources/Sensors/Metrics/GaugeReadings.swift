import Events

/// What a gauge showed: its last readings, and what it showed in each second.
package struct GaugeReadings: Codable, Sendable, Equatable {
  /// In the order of arrival.
  private(set) var latest: [GaugeReading] = []
  var windows = Windows<GaugeBucket>()
  /// Values that are no number, or one that the unit does not have.
  var invalid = 0
  /// Values at no known time.
  var untimed = 0

  /// Readings that are kept.
  static let limit = 64
  /// Seconds that a reading may be ahead of the time of who asks, whose clock may go wrong by so much.
  static let lead_s: Int64 = 5

  mutating func record(_ value: Double, at time: Timestamp?, _ horizon: SensorHorizon) {
    guard let time else {
      untimed += 1
      return
    }
    if latest.count == Self.limit { latest.removeFirst() }
    latest.append(GaugeReading(time: time, value: value))
    windows.record(at: time, horizon) { $0.add(value, at: time) }
  }

  /// The reading with the greatest time that is not ahead of `time`; of several the last to come.
  func current(at time: Timestamp, _ lead_s: Int64 = lead_s) -> GaugeReading? {
    let bound = time.advanced(bySeconds: lead_s)
    var current: GaugeReading?
    for reading in latest where reading.time <= bound {
      if current.map({ reading.time >= $0.time }) ?? true { current = reading }
    }
    return current
  }
}

/// What a gauge showed at one time.
struct GaugeReading: Codable, Sendable, Equatable {
  var time: Timestamp
  var value: Double
}

/// The readings of a gauge in a stretch of time.
struct GaugeBucket: RingBucket {
  var count = 0
  /// In millionths, each value rounded half away from zero, so that no order of adding matters.
  var sum: Int128 = 0
  var least = 0.0
  var greatest = 0.0
  private(set) var last = GaugeReading(time: Timestamp(rawValue: .min), value: 0)

  init() {}

  var isEmpty: Bool { count == 0 }

  mutating func add(_ value: Double, at time: Timestamp) {
    least = isEmpty ? value : min(least, value)
    greatest = isEmpty ? value : max(greatest, value)
    if isEmpty || time >= last.time { last = GaugeReading(time: time, value: value) }
    count += 1
    sum += Self.whole((value * 1e6).rounded(.toNearestOrAwayFromZero))
  }

  mutating func merge(_ other: GaugeBucket) {
    guard !other.isEmpty else { return }
    least = isEmpty ? other.least : min(least, other.least)
    greatest = isEmpty ? other.greatest : max(greatest, other.greatest)
    if isEmpty || other.last.time > last.time { last = other.last }
    count += other.count
    sum += other.sum
  }

  mutating func remove(_ other: GaugeBucket) -> Remainder {
    guard !other.isEmpty else { return .known }
    count -= other.count
    sum -= other.sum
    if isEmpty { self = GaugeBucket() }
    guard !isEmpty else { return .known }
    if other.last.time >= last.time { return .unknown }
    return other.least <= least || other.greatest >= greatest ? .unbounded : .known
  }

  mutating func unbound() { (least, greatest) = (.infinity, -.infinity) }

  mutating func widen(to part: GaugeBucket) {
    guard !part.isEmpty else { return }
    least = min(least, part.least)
    greatest = max(greatest, part.greatest)
  }

  /// The value that stands for all of them; nil where there is none.
  func value(_ aggregate: SensorQuestion.Aggregate) -> Double? {
    guard !isEmpty else { return nil }
    return switch aggregate {
    case .mean: (Int64(exactly: sum).map(Double.init) ?? Double(sum)) / Double(count) / 1e6
    case .min: least
    case .max: greatest
    case .last: last.value
    }
  }

  /// A whole number as an integer: by way of 64 bits where it fits, which takes a hundredth of the
  /// time.
  private static func whole(_ number: Double) -> Int128 {
    number.magnitude < 9e18 ? Int128(Int64(number)) : Int128(number)
  }
}
