import ArgumentParser
import SystemCalls
import TLM

/// An instant as people type it: `7d`, `90m`, `today`, `2026-02-13`, `2026-02-13T10:00:00Z`.
///
/// A span (s, m, h, d, w, and M for months of 30 days) reaches back from now. Dates and times without a zone
/// are local. Spans and instants may be given to `--since` and `--until` alike.
struct TimeArgument: ExpressibleByArgument, Equatable {
  let text: String
  /// Where clocks are set back they show an hour twice: what begins there begins the first time.
  let earliest: Timestamp
  /// What ends there ends the second time.
  let latest: Timestamp

  /// The instant up to which something is asked for.
  var instant: Timestamp { latest }

  init?(argument: String) { self.init(argument, now: .current, offset: TimeZone.localOffset) }

  /// - Parameter offset: seconds that local time is ahead of UTC at an instant.
  init?(_ text: String, now: Timestamp, offset: @escaping (Timestamp) -> Int64) {
    self.text = text
    guard let instants = Self.instants(text, now, LocalClock(offset: offset)) else { return nil }
    (earliest, latest) = (instants.lowerBound, instants.upperBound)
  }

  private static func instants(
    _ text: String, _ now: Timestamp, _ clock: LocalClock
  ) -> ClosedRange<Timestamp>? {
    switch text {
    case "now": return now...now
    case "today": return clock.startOfDay(at: now, daysBack: 0)
    case "yesterday": return clock.startOfDay(at: now, daysBack: 1)
    case "this_week": return clock.startOfDay(at: now, daysBack: clock.daysSinceMonday(at: now))
    default: break
    }
    if let span = span(text, now) { return span...span }
    // As tables show it, too: `2026-02-13 11:01:12+01`.
    if hasZone(text) { return (Timestamp(text) ?? TimeText.instant(text)).map { $0...$0 } }
    return Timestamp(text).flatMap { clock.instants(showing: $0) }
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

  private static func hasZone(_ text: String) -> Bool {
    guard let time = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }) else {
      return false
    }
    return text[time...].contains { "Zz+-".contains($0) }
  }
}

/// The machine's time zone, for what people type and read.
enum TimeZone {
  static func localOffset(at instant: Timestamp) -> Int64 {
    localTimeOffset_s(at: instant.rawValue / 1_000_000_000)
  }
}
