import Analysis
import ArgumentParser
import SystemCalls
import TLM

/// An instant as people type it, by the machine's clock: `7d`, `today`, `monday`, `2026-02-13`.
///
/// Spans and instants may be given to `--since` and `--until` alike.
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
  init?(_ text: String, now: Timestamp, offset: @escaping @Sendable (Timestamp) -> Int64) {
    self.text = text
    guard let instants = TimeReader(now: now, offset: offset).instants(text) else { return nil }
    (earliest, latest) = (instants.lowerBound, instants.upperBound)
  }

  static let taken =
    "a span back from now such as 90m, 24h, 7d, 2w or 3M, today, yesterday, this_week, a date, or a time "
    + "such as 2026-02-13T10:00:00Z"
}

/// The machine's time zone, for what people type and read.
enum TimeZone {
  static func localOffset(at instant: Timestamp) -> Int64 {
    localTimeOffset_s(at: instant.rawValue / 1_000_000_000)
  }
}
