import Events

/// A distribution of numbers of any size and sign, as `Distribution` is one of times: exact count, least
/// and greatest, up to 64 values as they are, then 128 buckets to an octave, so that a quantile is off by
/// less than 0.8 %.
struct Samples: Sendable {
  private(set) var count = 0
  private(set) var sum = 0.0
  private(set) var least = Double.infinity
  private(set) var greatest = -Double.infinity
  /// Every value, while there are at most `exactLimit`.
  private var exact: [Double] = []
  /// How many values there are in each bucket, once there are more.
  private var buckets: [Int32: Int] = [:]

  private static let exactLimit = Distribution.exactLimit

  mutating func record(_ value: Double) {
    count += 1
    sum += value
    least = min(least, value)
    greatest = max(greatest, value)
    if count <= Self.exactLimit {
      exact.append(value)
    } else {
      spill()
      buckets[Self.bucket(of: value), default: 0] += 1
    }
  }

  mutating func merge(_ other: Samples) {
    count += other.count
    sum += other.sum
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
    exact += other.exact
    for (bucket, count) in other.buckets { buckets[bucket, default: 0] += count }
    if count > Self.exactLimit { spill() }
  }

  /// Forgets all values and keeps the room that they took.
  mutating func removeAll() {
    (count, sum, least, greatest) = (0, 0, .infinity, -.infinity)
    exact.removeAll(keepingCapacity: true)
    buckets.removeAll(keepingCapacity: true)
  }

  /// As events tell it.
  var fields: [Member] {
    guard count > 0 else { return [Member("count", 0)] }
    let mean = sum / Double(count)
    let numbers = [
      ("sum", sum), ("mean", mean), ("min", least), ("max", greatest), ("p50", percentile(50)),
      ("p90", percentile(90)), ("p95", percentile(95)), ("p99", percentile(99)),
    ]
    return [Member("count", .integer(Int64(count)))]
      + numbers.map { Member($0.0, .double($0.1)) }
  }

  /// By nearest rank ⌈percent · count ÷ 100⌉; there is a value.
  func percentile(_ percent: Int) -> Double {
    let rank = max(1, (count * percent + 99) / 100)
    if count <= Self.exactLimit { return exact.sorted()[rank - 1] }
    var seen = 0
    for (bucket, count) in buckets.sorted(by: { $0.key < $1.key }) {
      seen += count
      if seen >= rank { return min(max(Self.middle(of: bucket), least), greatest) }
    }
    return greatest
  }

  private mutating func spill() {
    guard !exact.isEmpty else { return }
    for value in exact { buckets[Self.bucket(of: value), default: 0] += 1 }
    exact.removeAll(keepingCapacity: true)
  }

  /// Exponent and the first seven bits of the fraction: in the order of the numbers.
  private static func bucket(of value: Double) -> Int32 {
    let magnitude = Int32(value.magnitude.bitPattern >> droppedBits)
    return value < 0 ? -magnitude - 1 : magnitude
  }

  private static func middle(of bucket: Int32) -> Double {
    let magnitude = UInt64(bucket < 0 ? -(bucket + 1) : bucket)
    let low = Double(bitPattern: magnitude << droppedBits)
    let high = Double(bitPattern: (magnitude + 1) << droppedBits)
    let middle = low + (high - low) / 2
    return bucket < 0 ? -middle : middle
  }

  private static let droppedBits: UInt64 = 45
}
