import Events

/// How the values of a field are distributed, by the second.
///
/// A second takes up to 64 values as they are, or one entry for each of its distinct buckets. All
/// seconds together take at most `limit` entries of 16 bytes; beyond that the ones touched longest
/// ago are emptied, so that at rates far above usual the window gets shorter, not the memory more.
struct ValueHistogram: Codable, Sendable, Equatable {
  var windows = Windows<Spread>()
  /// Values since the log, or its base, began.
  private(set) var total = 0
  /// Values that are no number, or one that the unit does not have.
  var invalid = 0
  /// Values at no known time.
  private(set) var untimed = 0
  /// Entries in the seconds, and in the wider buckets.
  private var entries = 0
  private var wideEntries = 0

  /// Entries that are kept: 16 MiB of them.
  static let limit = 1 << 20

  mutating func record(_ value: Double, at time: Timestamp?, _ horizon: SensorHorizon) {
    total += 1
    guard let time else {
      untimed += 1
      return
    }
    let micros = Int64((value * 1e6).rounded(.toNearestOrAwayFromZero))
    let (growth, wideGrowth) = windows.record(at: time, horizon) { spread in
      let before = spread.entries
      spread.record(micros)
      return spread.entries - before
    }
    entries += growth
    wideEntries += wideGrowth ?? 0
    if entries > Self.limit {
      windows.emptyOldest { Self.release($0, from: &entries) }
    }
    if wideEntries > Self.limit {
      windows.emptyOldestWide { Self.release($0, from: &wideEntries) }
    }
  }

  private static func release(_ spread: Spread, from entries: inout Int) -> Bool {
    guard entries > limit else { return false }
    entries -= spread.entries
    return true
  }
}

/// Values in millionths, of either sign: exact count, sum and extremes, and quantiles with a
/// relative error below 0.8 %.
struct Spread: RingBucket {
  var positive = Distribution()
  /// Magnitudes of the values below zero.
  var negative = Distribution()

  init() {}

  var isEmpty: Bool { count == 0 }
  var count: Int { positive.count + negative.count }
  /// How many values or buckets are kept.
  var entries: Int { positive.entries + negative.entries }

  /// Adds one value in millionths; its magnitude fits 64 bits.
  mutating func record(_ micros: Int64) {
    if micros < 0 {
      negative.record(Nanoseconds(rawValue: -micros))
    } else {
      positive.record(Nanoseconds(rawValue: micros))
    }
  }

  mutating func merge(_ other: Spread) {
    positive.merge(other.positive)
    negative.merge(other.negative)
  }

  mutating func remove(_ other: Spread) -> Remainder {
    max(positive.remove(other.positive), negative.remove(other.negative))
  }

  mutating func unbound() {
    positive.unbound()
    negative.unbound()
  }

  mutating func widen(to part: Spread) {
    positive.widen(toBoundsOf: part.positive)
    negative.widen(toBoundsOf: part.negative)
  }

  /// The mean; nil while nothing is recorded.
  var mean: Double? {
    isEmpty ? nil : Double(positive.sum - negative.sum) / Double(count) / 1e6
  }

  /// The least value; nil while nothing is recorded.
  var least: Double? {
    negative.max.map { -Self.value($0) } ?? positive.min.map(Self.value)
  }

  /// The greatest value; nil while nothing is recorded.
  var greatest: Double? {
    positive.max.map(Self.value) ?? negative.min.map { -Self.value($0) }
  }

  /// The value that a share of all values do not exceed, by nearest rank; nil while nothing is
  /// recorded. The share counts in millionths, so that no rank is lost to a Double.
  func quantile(_ share: Double) -> Double? {
    guard !isEmpty, share >= 0, share <= 1 else { return nil }
    let millionths = Int((share * 1e6).rounded())
    let (millions, rest) = count.quotientAndRemainder(dividingBy: 1_000_000)
    let rank = max(1, millions * millionths + (rest * millionths + 999_999) / 1_000_000)
    if rank <= negative.count {
      return negative.value(ofRank: negative.count - rank + 1).map { -Self.value($0) }
    }
    return positive.value(ofRank: rank - negative.count).map(Self.value)
  }

  private static func value(_ micros: Nanoseconds) -> Double { Double(micros.rawValue) / 1e6 }
}
