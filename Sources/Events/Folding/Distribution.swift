/// How long something took, over many times: exact count, sum, least and greatest, and quantiles
/// with a relative error below 0.8 %.
///
/// Up to 64 values are kept as they are; beyond that they go to integer buckets, 128 to an octave.
/// Two distributions of the same values are equal whatever the order in which the values came or
/// parts were merged, so digests agree.
public struct Distribution: Sendable, Equatable {
  /// Values recorded, without the invalid ones.
  public private(set) var count = 0
  /// Negative values: counted here, and in nothing else.
  public private(set) var invalid = 0
  /// The exact sum in nanoseconds.
  public private(set) var sum: Int128 = 0
  /// Least and greatest value in nanoseconds; 0 while nothing is recorded.
  private var least: Int64 = 0
  private var greatest: Int64 = 0
  /// Every value, in ascending order, while there are at most `exactLimit`.
  private(set) var exact: [Int64] = []
  /// Once there are more.
  private var buckets = BucketCounts()

  /// How many values are kept exactly.
  public static let exactLimit = 64

  /// Nothing recorded yet.
  public init() {}

  /// The least value; nil while nothing is recorded.
  public var min: Nanoseconds? { count == 0 ? nil : Nanoseconds(rawValue: least) }

  /// The greatest value; nil while nothing is recorded.
  public var max: Nanoseconds? { count == 0 ? nil : Nanoseconds(rawValue: greatest) }

  /// The mean of all values, rounded half away from zero; nil while nothing is recorded.
  public var mean: Nanoseconds? {
    if count == 0 { return nil }
    let (whole, rest) = sum.quotientAndRemainder(dividingBy: Int128(count))
    // No mean is greater than the greatest value, so that it fits.
    return Nanoseconds(rawValue: Int64(whole) + (2 * rest >= Int128(count) ? 1 : 0))
  }

  /// Every value in ascending order, in nanoseconds; nil once they went to buckets, and where
  /// invalid ones were met.
  public var values: [Int64]? { count <= Self.exactLimit && invalid == 0 ? exact : nil }

  /// How many values or buckets are kept: what it takes of memory, in pieces of 16 bytes or less.
  public var entries: Int { exact.count + buckets.room }

  /// Adds one value; a negative one is counted as invalid and left out of all else.
  public mutating func record(_ duration: Nanoseconds) {
    let value = duration.rawValue
    guard value >= 0 else {
      invalid += 1
      return
    }
    widen(to: value, value)
    count += 1
    sum += Int128(value)
    if count <= Self.exactLimit {
      exact.insert(value, at: exact.partitioningIndex { $0 > value })
    } else {
      spillExactValues()
      if count == BucketCounts.dense { buckets.spread(over: count) }
      buckets.add(1, to: DurationBucket.number(holding: value))
    }
  }

  /// Adds the time from one instant to another: nothing where either is not known or they are too
  /// far apart, and an invalid one where time ran back.
  public mutating func record(from start: Timestamp?, to end: Timestamp?) {
    if let start, let end, let length = end.since(start) { record(length) }
  }

  /// Adds all that `other` has recorded. The order of merges does not matter.
  public mutating func merge(_ other: Distribution) {
    invalid += other.invalid
    guard other.count > 0 else { return }
    widen(to: other.least, other.greatest)
    count += other.count
    sum += other.sum
    if count <= Self.exactLimit {
      exact = (exact + other.exact).sorted()
    } else {
      spillExactValues()
      for value in other.exact { buckets.add(1, to: DurationBucket.number(holding: value)) }
      buckets.add(other.buckets)
      buckets.spread(over: count)
    }
  }

  /// The value that `percent` of all values do not exceed, by nearest rank ⌈percent · count ÷ 100⌉;
  /// nil while nothing is recorded.
  public func percentile(_ percent: Int) -> Nanoseconds? {
    precondition((0...100).contains(percent), "a percentile lies between 0 and 100")
    guard count > 0 else { return nil }
    // In whole numbers, because 0.55 × 100 is a little more than 55 as a Double.
    let (hundreds, rest) = count.quotientAndRemainder(dividingBy: 100)
    return value(ofRank: Swift.max(1, hundreds * percent + (rest * percent + 99) / 100))
  }

  /// The value at a place among all of them in ascending order, the first being 1; nil while
  /// nothing is recorded.
  public func value(ofRank rank: Int) -> Nanoseconds? {
    guard count > 0 else { return nil }
    precondition((1...count).contains(rank), "a rank lies between 1 and the count")
    if count <= Self.exactLimit { return Nanoseconds(rawValue: exact[rank - 1]) }
    let representative = buckets.bucket(ofRank: rank, of: count).representative
    return Nanoseconds(rawValue: Swift.min(Swift.max(representative, least), greatest))
  }
}

/// Taking out of a distribution what was merged into it, for windows that move on.
extension Distribution {
  /// What is known after something was taken out.
  package enum Remainder: Comparable, Sendable {
    /// All of it.
    case known
    /// All but the least and the greatest value: one of these may have gone.
    case unbounded
    /// Nothing: it is to be put together anew, of its parts.
    case unknown
  }

  /// Takes out what was merged in, or recorded, before.
  package mutating func remove(_ other: Distribution) -> Remainder {
    invalid -= other.invalid
    guard other.count > 0 else { return .known }
    let isExact = count <= Self.exactLimit
    count -= other.count
    sum -= other.sum
    if isExact {
      for value in other.exact { exact.remove(at: exact.partitioningIndex { $0 >= value }) }
      (least, greatest) = (exact.first ?? 0, exact.last ?? 0)
      return .known
    }
    if count <= Self.exactLimit { return .unknown }
    for value in other.exact { buckets.take(1, from: DurationBucket.number(holding: value)) }
    buckets.take(other.buckets)
    return other.least <= least || other.greatest >= greatest ? .unbounded : .known
  }

  /// Takes out one value that was recorded before.
  package mutating func remove(_ duration: Nanoseconds) -> Remainder {
    let value = duration.rawValue
    let isExact = count <= Self.exactLimit
    count -= 1
    sum -= Int128(value)
    if isExact {
      exact.remove(at: exact.partitioningIndex { $0 >= value })
      (least, greatest) = (exact.first ?? 0, exact.last ?? 0)
      return .known
    }
    if count <= Self.exactLimit { return .unknown }
    buckets.take(1, from: DurationBucket.number(holding: value))
    return value <= least || value >= greatest ? .unbounded : .known
  }

  /// Forgets the least and the greatest value, which `widen(toBoundsOf:)` then finds anew, part by
  /// part.
  package mutating func unbound() {
    if count > Self.exactLimit { (least, greatest) = (.max, 0) }
  }

  /// Extends the bounds to those of a part that is merged in already.
  package mutating func widen(toBoundsOf part: Distribution) {
    if part.count > 0 { widen(to: part.least, part.greatest) }
  }

  /// The same, to the bounds of values that are recorded already.
  package mutating func widen(toBounds low: Int64, _ high: Int64) { widen(to: low, high) }
}

extension Distribution {
  private mutating func widen(to low: Int64, _ high: Int64) {
    least = count == 0 ? low : Swift.min(least, low)
    greatest = count == 0 ? high : Swift.max(greatest, high)
  }

  private mutating func spillExactValues() {
    guard !exact.isEmpty else { return }
    for value in exact { buckets.add(1, to: DurationBucket.number(holding: value)) }
    exact = []
  }
}

extension Distribution: Codable {
  private enum CodingKeys: CodingKey {
    case count, invalid, sum, least, greatest, exact, buckets
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    count = try values.decode(Int.self, forKey: .count)
    invalid = try values.decode(Int.self, forKey: .invalid)
    sum = try values.decode(Int128.self, forKey: .sum)
    least = try values.decode(Int64.self, forKey: .least)
    greatest = try values.decode(Int64.self, forKey: .greatest)
    exact = try values.decode([Int64].self, forKey: .exact)
    buckets = BucketCounts(
      try values.decode([DurationBucket].self, forKey: .buckets), of: count)
    guard exact.count == (count <= Self.exactLimit ? count : 0) else {
      throw DecodingError.dataCorruptedError(
        forKey: .exact, in: values, debugDescription: "a distribution lacks some of its values")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(count, forKey: .count)
    try values.encode(invalid, forKey: .invalid)
    try values.encode(sum, forKey: .sum)
    try values.encode(least, forKey: .least)
    try values.encode(greatest, forKey: .greatest)
    try values.encode(exact, forKey: .exact)
    try values.encode(buckets.all, forKey: .buckets)
  }
}

extension Array {
  /// The first index whose element satisfies `belongsAfter`; all elements after it must, too.
  fileprivate func partitioningIndex(where belongsAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
