import ArgumentParser
import SystemCalls
import TLM

/// An instant as people type it: `7d`, `90m`, `today`, `2026-02-13`, `2026-02-13T10:00:00Z`.
///
/// A span (s, m, h, d, w, and M for months of 30 days) reaches back from now. Dates and times without a zone
/// are local. Spans and instants may be given to `--since` and `--until` alike.
struct TimeArgument: ExpressibleByArgument, Equatable {
  let text: String
  let instant: Timestamp

  init?(argument: String) { self.init(argument, now: .current, offset: TimeZone.localOffset) }

  /// - Parameter offset: seconds that local time is ahead of UTC at an instant.
  init?(_ text: String, now: Timestamp, offset: (Timestamp) -> Int64) {
    self.text = text
    guard let instant = Self.instant(text, now, offset) else { return nil }
    self.instant = instant
  }

  private static let day: Int64 = 86_400_000_000_000

  private static func instant(
    _ text: String, _ now: Timestamp, _ offset: (Timestamp) -> Int64
  ) -> Timestamp? {
    switch text {
    case "now": return now
    case "today": return startOfDay(now, daysBack: 0, offset)
    case "yesterday": return startOfDay(now, daysBack: 1, offset)
    case "this_week":
      // 1970-01-01 was a Thursday; weeks begin on Monday.
      let localDay = floorDivide(now.rawValue + offset(now) * 1_000_000_000, day)
      return startOfDay(now, daysBack: (localDay + 3) % 7, offset)
    default: break
    }
    if let span = span(text, now) { return span }
    guard let parsed = Timestamp(text) else { return nil }
    if hasZone(text) { return parsed }
    let (local, overflow) = parsed.rawValue.subtractingReportingOverflow(
      offset(parsed) * 1_000_000_000)
    return overflow ? nil : Timestamp(rawValue: local)
  }

  private static func span(_ text: String, _ now: Timestamp) -> Timestamp? {
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
    let (instant, isBefore) = now.rawValue.subtractingReportingOverflow(length)
    return overflow || isBefore ? nil : Timestamp(rawValue: instant)
  }

  private static func startOfDay(
    _ now: Timestamp, daysBack: Int64, _ offset: (Timestamp) -> Int64
  ) -> Timestamp {
    let shift = offset(now) * 1_000_000_000
    let localDay = floorDivide(now.rawValue + shift, day) - daysBack
    return Timestamp(rawValue: localDay * day - shift)
  }

  private static func hasZone(_ text: String) -> Bool {
    guard let time = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }) else {
      return false
    }
    return text[time...].contains { "Zz+-".contains($0) }
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}

/// The machine's time zone, for what people type and read.
enum TimeZone {
  static func localOffset(at instant: Timestamp) -> Int64 {
    localTimeOffset_s(at: instant.rawValue / 1_000_000_000)
  }
}
