extension Timestamp {
  /// Seconds since 1970, rounded down.
  @inlinable package var wholeSecond: Int64 { rawValue.flooredDivision(by: 1_000_000_000) }

  /// The beginning of a second; the greatest or least time where it does not fit.
  @inlinable package init(wholeSecond second: Int64) {
    let (time, overflow) = second.multipliedReportingOverflow(by: 1_000_000_000)
    self.init(rawValue: overflow ? (second < 0 ? .min : .max) : time)
  }

  /// A time so many seconds later, or earlier; the greatest or least where it does not fit.
  @inlinable package func advanced(bySeconds seconds: Int64) -> Timestamp {
    let (time, overflow) = rawValue.addingReportingOverflow(
      Timestamp(wholeSecond: seconds).rawValue)
    return Timestamp(rawValue: overflow ? (seconds < 0 ? .min : .max) : time)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity; the divisor is positive.
  @inlinable package func flooredDivision(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
