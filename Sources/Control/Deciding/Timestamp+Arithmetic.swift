import Events

extension Timestamp {
  /// The time from `earlier` to this one; the longest there is where it does not fit.
  func elapsed(since earlier: Timestamp) -> Nanoseconds {
    since(earlier) ?? Nanoseconds(rawValue: self > earlier ? .max : .min)
  }

  /// So long before this instant; the first instant where there is none so early.
  func earlier(by length: Nanoseconds) -> Timestamp {
    let (value, overflow) = rawValue.subtractingReportingOverflow(length.rawValue)
    return Timestamp(rawValue: overflow ? .min : value)
  }

  /// So long after this instant; the last instant where there is none so late.
  func later(by length: Nanoseconds) -> Timestamp {
    let (value, overflow) = rawValue.addingReportingOverflow(length.rawValue)
    return Timestamp(rawValue: overflow ? .max : value)
  }
}
