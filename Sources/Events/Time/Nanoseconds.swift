/// A length of time in whole nanoseconds: exact to add, the same on every machine.
///
/// Folds use this instead of `Double` seconds because sums of doubles depend on their order.
public struct Nanoseconds: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public let rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Longest magnitude that counts as a duration: 9 × 10⁹ s, about 285 years.
  public static let limit_s = 9e9

  /// `seconds` × 10⁹ rounded half away from zero; nil beyond ±`limit_s` and for NaN.
  public init?(seconds: Double) { self.init(seconds * 1e9, within: Self.limit_s * 1e9) }

  /// `milliseconds` × 10⁶ rounded half away from zero; nil beyond ±`limit_s` and for NaN.
  public init?(milliseconds: Double) { self.init(milliseconds * 1e6, within: Self.limit_s * 1e9) }

  /// So many of a unit, in whole nanoseconds as above.
  init?(_ number: Double, times unit: Double) {
    self.init(number * unit, within: Self.limit_s * 1e9)
  }

  /// The sum; nil beyond the limit.
  func adding(_ more: Nanoseconds) -> Nanoseconds? {
    // Both are within the limit, so that there is room for the sum.
    let sum = rawValue + more.rawValue
    return sum.magnitude <= UInt64(Self.limit_s * 1e9) ? Nanoseconds(rawValue: sum) : nil
  }

  private init?(_ value: Double, within limit: Double) {
    guard value.magnitude <= limit else { return nil }  // false for NaN, too
    self.rawValue = Int64(value.rounded(.toNearestOrAwayFromZero))
  }

  /// In seconds, as people read it.
  public var seconds: Double { Double(rawValue) / 1e9 }

  /// As the standard library counts time.
  public var duration: Duration { .nanoseconds(rawValue) }

  /// No time at all.
  public static let zero = Nanoseconds(rawValue: 0)

  public static func < (left: Nanoseconds, right: Nanoseconds) -> Bool {
    left.rawValue < right.rawValue
  }
}
