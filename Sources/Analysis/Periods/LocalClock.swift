package import TLM

/// A clock that shows local time, and what it shows when.
package struct LocalClock: Sendable {
  /// Seconds that it is ahead of UTC at an instant.
  package let offset: @Sendable (Timestamp) -> Int64

  /// A clock that is so far ahead of UTC.
  package init(offset: @escaping @Sendable (Timestamp) -> Int64) { self.offset = offset }

  static let day_s: Int64 = 86_400

  /// The first and the last instant at which it shows what another clock, of UTC, shows at `shown`:
  /// where clocks are set back there are two. What it never shows, because clocks are set forward,
  /// lies between the instants that it would be by the offsets before and after.
  package func instants(showing shown: Timestamp) -> ClosedRange<Timestamp>? {
    // No zone is further from UTC than that, and none changes twice within so short a time.
    let offsets = [-36, 0, 36].map { offset(shown.advanced(bySeconds: $0 * 3600)) }
    let all = offsets.compactMap { offset -> (instant: Timestamp, isShown: Bool)? in
      let (time, isBeyond) = shown.rawValue.subtractingReportingOverflow(offset * 1_000_000_000)
      let instant = Timestamp(rawValue: time)
      return isBeyond ? nil : (instant, self.offset(instant) == offset)
    }
    let found = all.contains(where: \.isShown) ? all.filter(\.isShown) : all
    guard let first = found.map(\.instant).min(), let last = found.map(\.instant).max() else {
      return nil
    }
    return first...last
  }

  /// The midnight before an instant, or one so many days before that.
  package func startOfDay(at instant: Timestamp, daysBack: Int64) -> ClosedRange<Timestamp>? {
    instants(showing: Timestamp(wholeSecond: (day(at: instant) - daysBack) * Self.day_s))
  }

  /// How many days ago it was Monday.
  package func daysSinceMonday(at instant: Timestamp) -> Int64 {
    // 1970-01-01 was a Thursday.
    let days = (day(at: instant) + 3) % 7
    return days < 0 ? days + 7 : days
  }

  /// The date that it shows, in days since 1970-01-01.
  func day(at instant: Timestamp) -> Int64 {
    (instant.wholeSecond + offset(instant)).flooredDivision(by: Self.day_s)
  }
}
