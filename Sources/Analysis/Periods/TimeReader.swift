package import TLM

/// Reads instants as people type them: `7d`, `90m`, `today`, `monday`, `2026-02-13`,
/// `2026-02-13T10:00:00Z`.
///
/// A span (s, m, h, d, w, and M for months of 30 days) reaches back from now. Dates and times without a
/// zone are by a clock of the reader's.
package struct TimeReader: Sendable {
  /// When spans end.
  package let now: Timestamp
  /// By which days begin.
  package let clock: LocalClock

  /// - Parameter offset: seconds that the clock is ahead of UTC at an instant.
  package init(now: Timestamp, offset: @escaping @Sendable (Timestamp) -> Int64) {
    self.now = now
    clock = LocalClock(offset: offset)
  }

  /// What a text stands for; nil where it is none of these. Where clocks are set back they show an hour
  /// twice, so that there may be two instants.
  package func instants(_ text: String) -> ClosedRange<Timestamp>? {
    switch text {
    case "now": return now...now
    case "today": return clock.startOfDay(at: now, daysBack: 0)
    case "yesterday": return clock.startOfDay(at: now, daysBack: 1)
    case "this_week", "monday":
      return clock.startOfDay(at: now, daysBack: clock.daysSinceMonday(at: now))
    case "last_week":
      return clock.startOfDay(at: now, daysBack: clock.daysSinceMonday(at: now) + 7)
    case "this_month": return clock.startOfMonth(at: now, monthsBack: 0)
    case "last_month": return clock.startOfMonth(at: now, monthsBack: 1)
    default: break
    }
    if let day = weekdayBack(text) { return clock.startOfDay(at: now, daysBack: day) }
    if let month = month(text) { return clock.startOfMonth(month) }
    if let length = span(text) { return instant(before: now, length).map { $0...$0 } }
    // As tables show it, too: `2026-02-13 11:01:12+01`.
    if hasZone(text) { return (Timestamp(text) ?? TimeText.instant(text)).map { $0...$0 } }
    return Timestamp(text).flatMap { clock.instants(showing: $0) }
  }

  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// How many days ago the last day of a name began; nil for another word.
  func weekdayBack(_ text: String) -> Int64? {
    Self.weekdays.firstIndex(of: text.lowercased()).map {
      (clock.daysSinceMonday(at: now) - Int64($0) + 7) % 7
    }
  }

  /// The month of a text such as `2026-11`, counted from the year 0; nil for another text.
  func month(_ text: String) -> Int64? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 7, parts.count == 2, parts[0].utf8.count == 4,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }),
      let year = Int64(parts[0]), let month = Int64(parts[1]), 1...12 ~= month, year >= 1
    else { return nil }
    return year * 12 + month - 1
  }

  /// Nanoseconds of a span; nil for another text, and for one that is too long.
  func span(_ text: String) -> Int64? {
    guard let unit = text.last, let count = Int64(text.dropLast()), count >= 0,
      text.first?.isNumber == true
    else { return nil }
    let seconds: Int64
    switch unit {
    case "s": seconds = 1
    case "m": seconds = 60
    case "h": seconds = 3600
    case "d": seconds = 86_400
    case "w": seconds = 604_800
    case "M": seconds = 30 * 86_400
    default: return nil
    }
    let (length, overflow) = count.multipliedReportingOverflow(by: seconds * 1_000_000_000)
    return overflow ? nil : length
  }

  /// Whether a text is a date without a time.
  func isDate(_ text: String) -> Bool {
    text.utf8.count == 10
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// So many nanoseconds earlier; nil where there is no such time.
  func instant(before time: Timestamp, _ length: Int64) -> Timestamp? {
    let (instant, isBefore) = time.rawValue.subtractingReportingOverflow(length)
    return isBefore ? nil : Timestamp(rawValue: instant)
  }

  private func hasZone(_ text: String) -> Bool {
    guard let time = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }) else {
      return false
    }
    return text[time...].contains { "Zz+-".contains($0) }
  }
}

extension LocalClock {
  /// The first midnight of the month of an instant, or of one so many months before that.
  func startOfMonth(at instant: Timestamp, monthsBack: Int64) -> ClosedRange<Timestamp>? {
    let date = CivilDate(days: day(at: instant))
    return startOfMonth(date.year * 12 + date.month - 1 - monthsBack)
  }

  /// The first midnight of a month, counted from the year 0.
  func startOfMonth(_ month: Int64) -> ClosedRange<Timestamp>? {
    let days = CivilDate(year: month / 12, month: month % 12 + 1, day: 1).days
    let (seconds, isBeyond) = days.multipliedReportingOverflow(by: Self.day_s)
    return isBeyond ? nil : instants(showing: Timestamp(wholeSecond: seconds))
  }
}
