package import TLM

/// A stretch of time from an instant up to another, which is no part of it.
package struct Period: Sendable, Equatable {
  /// Where it begins.
  package let start: Timestamp
  /// Where it ends; what happens then is in it no more.
  package let end: Timestamp

  /// - Parameters:
  ///   - start: where it begins.
  ///   - end: not before `start`.
  package init(start: Timestamp, end: Timestamp) {
    self.start = start
    self.end = max(start, end)
  }

  /// How long it is; the longest there is where that does not fit.
  package var length: Nanoseconds { end.since(start) ?? Nanoseconds(rawValue: .max) }

  /// One of the same length that ends where this one begins, as far as there is time before it.
  package var before: Period {
    let (instant, isBefore) = start.rawValue.subtractingReportingOverflow(length.rawValue)
    return Period(start: Timestamp(rawValue: isBefore ? .min : instant), end: start)
  }

  /// The same, so many days earlier.
  func moved(daysBack days: Int64) -> Period {
    Period(
      start: start.advanced(bySeconds: -days * LocalClock.day_s),
      end: end.advanced(bySeconds: -days * LocalClock.day_s))
  }

  /// The bounds of a fold of what happened in it.
  package var bounds: Fold.Bounds { Fold.Bounds(since: start, until: end) }
}
