public import Events

extension Velocity {
  /// How long a bucket is. Buckets are numbered in UTC; numbers of neighbours differ by one.
  public enum Period: String, Sendable, CaseIterable {
    /// 24 to a day, from minute 0 to minute 0.
    case hour
    /// From midnight.
    case day
    /// From Monday, as ISO 8601 counts.
    case week
    /// Of the calendar, from its first day.
    case month
    /// Three months, the first from January.
    case quarter
  }
}

extension Velocity.Period {
  private static let hour_ns: Int64 = 3_600_000_000_000
  private static let day_s: Int64 = 86_400
  /// From 1970-01-01, a Thursday, back to the Monday before.
  private static let monday: Int64 = 3

  /// The number of the bucket that an instant lies in.
  public func bucket(of time: Timestamp) -> Int {
    if self == .hour { return Int(floorDivide(time.rawValue, Self.hour_ns)) }
    let day = floorDivide(time.rawValue, Self.hour_ns * 24)
    switch self {
    case .hour, .day: return Int(day)
    case .week: return Int(floorDivide(day + Self.monday, 7))
    case .month, .quarter:
      let date = CivilDate(days: day)
      let month = date.year * 12 + date.month - 1
      return Int(self == .month ? month : month / 3)
    }
  }

  /// Seconds from 1970 to the start of a bucket.
  package func start_s(of bucket: Int) -> Int64 {
    let number = Int64(bucket)
    switch self {
    case .hour: return number * 3600
    case .day: return number * Self.day_s
    case .week: return (number * 7 - Self.monday) * Self.day_s
    case .month, .quarter:
      let month = self == .month ? number : number * 3
      return CivilDate(year: month / 12, month: month % 12 + 1, day: 1).days * Self.day_s
    }
  }

  /// Whether the instant is the very start of its bucket.
  package func isStart(_ time: Timestamp) -> Bool {
    // In 128 bits, because the bucket of the earliest instant starts before it.
    Int128(start_s(of: bucket(of: time))) * 1_000_000_000 == Int128(time.rawValue)
  }

  /// The start of a bucket as RFC 3339 in UTC, also where it is no `Timestamp`.
  package func startText(of bucket: Int) -> String {
    let start = start_s(of: bucket)
    let day = floorDivide(start, Self.day_s)
    let date = CivilDate(days: day)
    let hour = (start - day * Self.day_s) / 3600
    return "\(date.year)-\(twoDigits(date.month))-\(twoDigits(date.day))"
      + "T\(twoDigits(hour)):00:00.000000Z"
  }

  private func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// The quotient, rounded towards the past.
private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
  return rest < 0 ? quotient - 1 : quotient
}
