extension Distribution {
  /// Count, then sum, mean, extremes and quantiles in seconds; null where nothing is recorded.
  ///
  /// Seconds are made from whole nanoseconds at the very end, so every reader of the same state
  /// sees the same digits.
  public var timings: [Member] {
    [
      Member("count", .integer(Int64(count))),
      Member("sum_s", Self.number(sum_s)),
      Member("mean_s", Self.number(mean_s)),
      Member("min_s", Self.seconds(min)),
      Member("max_s", Self.seconds(max)),
      Member("p50_s", Self.seconds(percentile(50))),
      Member("p90_s", Self.seconds(percentile(90))),
      Member("p95_s", Self.seconds(percentile(95))),
      Member("p99_s", Self.seconds(percentile(99))),
    ]
  }

  /// All values together in seconds; nil where nothing is recorded.
  public var sum_s: Double? { count == 0 ? nil : Double(sum) / 1e9 }

  /// Their mean in seconds; nil where nothing is recorded.
  public var mean_s: Double? { count == 0 ? nil : Double(sum) / Double(count) / 1e9 }

  /// The percentile in seconds; nil where nothing is recorded.
  public func percentile_s(_ percent: Int) -> Double? { percentile(percent)?.seconds }

  /// This distribution's part of `total` nanoseconds; nil where there is nothing to divide.
  public func fraction(of total: Int128) -> Double? {
    count == 0 || total == 0 ? nil : Double(sum) / Double(total)
  }

  /// The same as JSON; null where there is nothing to divide.
  public func share(of total: Int128) -> Value { Self.number(fraction(of: total)) }

  private static func number(_ number: Double?) -> Value { number.map(Value.double) ?? .null }

  private static func seconds(_ duration: Nanoseconds?) -> Value {
    duration.map { .double($0.seconds) } ?? .null
  }
}
