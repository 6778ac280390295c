extension Distribution {
  /// Count, then sum, mean, extremes and quantiles in seconds; null where nothing is recorded.
  ///
  /// Seconds are made from whole nanoseconds at the very end, so every reader of the same state
  /// sees the same digits.
  public var timings: [Member] {
    [
      Member("count", .integer(Int64(count))),
      Member("sum_s", count == 0 ? .null : .double(Double(sum) / 1e9)),
      Member("mean_s", count == 0 ? .null : .double(Double(sum) / Double(count) / 1e9)),
      Member("min_s", Self.seconds(min)),
      Member("max_s", Self.seconds(max)),
      Member("p50_s", Self.seconds(percentile(50))),
      Member("p90_s", Self.seconds(percentile(90))),
      Member("p95_s", Self.seconds(percentile(95))),
      Member("p99_s", Self.seconds(percentile(99))),
    ]
  }

  /// This distribution's part of `total` nanoseconds; null where there is nothing to divide.
  public func share(of total: Int128) -> Value {
    count == 0 || total == 0 ? .null : .double(Double(sum) / Double(total))
  }

  private static func seconds(_ duration: Nanoseconds?) -> Value {
    duration.map { .double($0.seconds) } ?? .null
  }
}
