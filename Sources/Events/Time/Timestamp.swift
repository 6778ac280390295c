/// An instant in whole nanoseconds since 1970-01-01T00:00:00Z, from 1677 to 2262.
public struct Timestamp: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public let rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The time from `other` to this instant; nil where it does not fit 64 bits.
  public func since(_ other: Timestamp) -> Nanoseconds? {
    let (difference, overflow) = rawValue.subtractingReportingOverflow(other.rawValue)
    return overflow ? nil : Nanoseconds(rawValue: difference)
  }
}
