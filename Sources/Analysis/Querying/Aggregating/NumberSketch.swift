/// Quantiles of numbers: exact up to a thousand values, then with a relative error below 0.4 %.
///
/// It is the same in whatever order values come and parts are merged: more than `exactLimit` of them
/// are kept by the first eight bits of their digits.
struct NumberSketch: Sendable {
  private var exact: [Double] = []
  private var buckets = SketchBuckets()
  private(set) var count = 0
  private var least = Double.infinity
  private var greatest = -Double.infinity

  static let exactLimit = 1024
  /// Bits of a Double that do not matter.
  private static let cut: UInt64 = 45

  mutating func add(_ number: Double) {
    // There is one zero.
    let number = number == 0 ? 0 : number
    count += 1
    least = min(least, number)
    greatest = max(greatest, number)
    if count <= Self.exactLimit {
      exact.append(number)
    } else {
      spill()
      buckets.add(1, to: Self.bucket(of: number))
    }
  }

  mutating func merge(_ other: NumberSketch) {
    if other.count == 0 { return }
    count += other.count
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
    if count <= Self.exactLimit {
      exact += other.exact
    } else {
      spill()
      for number in other.exact { buckets.add(1, to: Self.bucket(of: number)) }
      buckets.merge(other.buckets)
    }
  }

  private mutating func spill() {
    if exact.isEmpty { return }
    for number in exact { buckets.add(1, to: Self.bucket(of: number)) }
    exact = []
  }

  /// The value at so many thousandths of a percent, by nearest rank; nil without values.
  func percentile(_ thousandths: Int) -> Double? {
    if count == 0 { return nil }
    let rank = Rank.nearest(thousandths, of: count)
    if count <= Self.exactLimit { return exact.sorted()[rank - 1] }
    guard let bucket = buckets.bucket(ofRank: rank) else { return greatest }
    return min(max(Self.middle(of: bucket), least), greatest)
  }

  /// Ascending with the numbers.
  private static func bucket(of number: Double) -> Int {
    let place = Int(truncatingIfNeeded: number.magnitude.bitPattern >> cut)
    return number < 0 ? -place - 1 : place
  }

  private static func middle(of bucket: Int) -> Double {
    let place = UInt64(bucket < 0 ? -(bucket + 1) : bucket)
    let low = Double(bitPattern: place << cut)
    let high = Double(bitPattern: (place + 1) << cut)
    let middle = high.isFinite ? low + (high - low) / 2 : low
    return bucket < 0 ? -middle : middle
  }
}

/// Nearest ranks of quantiles.
enum Rank {
  /// ⌈share · count⌉, at least 1, of a share in thousandths of a percent.
  static func nearest(_ thousandths: Int, of count: Int) -> Int {
    let (whole, rest) = count.quotientAndRemainder(dividingBy: 100_000)
    return max(1, whole * thousandths + (rest * thousandths + 99_999) / 100_000)
  }
}
