package import TLM

/// Reads stretches of time as people type them, for every command alike.
///
/// `7d`, `today`, `monday`, a date or an instant is where a stretch begins that goes on up to now;
/// `last_week`, `last_month`, `2026-11` and `14d..7d` end where they end. All of them are half-open.
package struct PeriodReader: Sendable {
  /// Reads their ends.
  package let times: TimeReader

  /// - Parameter offset: seconds that the clock of the reader is ahead of UTC at an instant.
  package init(now: Timestamp, offset: @escaping @Sendable (Timestamp) -> Int64) {
    times = TimeReader(now: now, offset: offset)
  }

  /// A stretch, and the one that it is compared with where nobody says another one: of the same length
  /// and right before it; of weeks and months the one before.
  package struct Window: Sendable, Equatable {
    /// What was asked for.
    package let period: Period
    /// What comes before it.
    package let before: Period
  }

  /// The stretch that `--since` asks for, with the end that `--until` says, if any.
  ///
  /// - Throws: what can be written instead.
  package func window(since text: String, until end: String? = nil) throws(AnalysisError) -> Window
  {
    let end = try end.map { text throws(AnalysisError) in try instants(text).upperBound }
    var window = try window(text)
    guard let end else { return window }
    guard window.period.start <= end else {
      throw .question("the end of the period is before its beginning, \(window.period.start)")
    }
    let period = Period(start: window.period.start, end: end)
    window = Window(period: period, before: period.before)
    return window
  }

  /// The stretch that a window is compared with: a span reaches back from its beginning, all else is
  /// as it stands, `monday` and a date as whole days.
  ///
  /// - Throws: what can be written instead.
  package func compared(_ text: String, with window: Window) throws(AnalysisError) -> Period {
    if text == Self.before { return window.before }
    if let length = times.span(text) {
      guard let start = times.instant(before: window.period.start, length) else {
        throw Self.unknown(text)
      }
      return Period(start: start, end: window.period.start)
    }
    if isDay(text) {
      let start = try instants(text).lowerBound
      return Period(start: start, end: nextDay(after: start))
    }
    return try self.window(text).period
  }

  /// What stands for the stretch right before.
  package static let before = "before"

  private func window(_ text: String) throws(AnalysisError) -> Window {
    if let parts = Self.parts(text) { return try window(from: parts.start, to: parts.end) }
    let start = try instants(text).lowerBound
    let open = Period(start: start, end: times.now)
    let clock = times.clock
    switch text {
    case "this_week", "monday": return Window(period: open, before: open.moved(daysBack: 7))
    case "last_week":
      let end = try instants("this_week").upperBound
      let period = Period(start: start, end: end)
      return Window(period: period, before: period.moved(daysBack: 7))
    case "this_month":
      let last = try instants("last_month").lowerBound
      let end = last.advanced(bySeconds: open.length.rawValue / 1_000_000_000)
      return Window(period: open, before: Period(start: last, end: min(end, start)))
    case "last_month":
      let (end, last) = (
        try instants("this_month").upperBound, clock.startOfMonth(at: times.now, monthsBack: 2)
      )
      let before = Period(start: last?.lowerBound ?? start, end: start)
      return Window(period: Period(start: start, end: end), before: before)
    default: break
    }
    guard let month = times.month(text) else { return Window(period: open, before: open.before) }
    let (next, last) = (clock.startOfMonth(month + 1), clock.startOfMonth(month - 1))
    return Window(
      period: Period(start: start, end: next?.upperBound ?? times.now),
      before: Period(start: last?.lowerBound ?? start, end: start))
  }

  private func window(from start: String, to end: String) throws(AnalysisError) -> Window {
    let from = try instants(start).lowerBound
    let until = end.isEmpty ? times.now : try instants(end).upperBound
    guard from <= until else {
      throw .question("\(start)..\(end) ends before it begins; write the earlier one first")
    }
    let period = Period(start: from, end: until)
    return Window(period: period, before: period.before)
  }

  /// The two sides of `..`; nil where there is none.
  private static func parts(_ text: String) -> (start: String, end: String)? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    return (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
  }

  private func isDay(_ text: String) -> Bool {
    text == "today" || text == "yesterday" || times.weekdayBack(text) != nil || times.isDate(text)
  }

  private func nextDay(after start: Timestamp) -> Timestamp {
    let noon = start.advanced(bySeconds: 36 * 3600)
    return times.clock.startOfDay(at: noon, daysBack: 0)?.upperBound ?? noon
  }

  private func instants(_ text: String) throws(AnalysisError) -> ClosedRange<Timestamp> {
    guard let instants = times.instants(text) else { throw Self.unknown(text) }
    return instants
  }

  private static func unknown(_ text: String) -> AnalysisError {
    .question(
      "'\(text)' is no period; write 7d, 14d..7d, today, monday, this_week, last_week, 2026-11, "
        + "2026-11-05 or 2026-11-05T10:00:00Z")
  }
}
