import Analysis
import SystemCalls
import TLM

/// Times as people type them, by the machine's clock, now.
struct Clock {
  let now: Timestamp

  static let taken =
    "a span back from now such as 90m, 24h, 7d, 2w or 3M, today, yesterday, this_week, a date, or a time "
    + "such as 2026-02-13T10:00:00Z"

  /// The instants that a parameter may mean; nil where it was not given.
  func instants(
    _ name: String, of given: QuestionArguments
  ) throws(QuestionError) -> ClosedRange<Timestamp>? {
    guard let text = given.text(name) else { return nil }
    if let instants = TimeReader(now: now, offset: Self.offset).instants(text) { return instants }
    throw .parameter("\(name) is '\(text.prefix(60))'; it takes \(Self.taken)")
  }

  /// What texts of the language of questions are read by: times without a zone are local.
  var language: LanguageContext { LanguageContext(zone: Zone(Self.offset), now: now) }

  /// Periods of `since` and `until`.
  var periods: PeriodReader { PeriodReader(now: now, offset: Self.offset) }

  static let offset: @Sendable (Timestamp) -> Int64 = {
    localTimeOffset_s(at: $0.rawValue / 1_000_000_000)
  }
}
