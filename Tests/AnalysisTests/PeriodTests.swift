import Analysis
import TLM
import Testing

/// Stretches of time as people type them. It is Monday, 2026-11-30, 15:30, by a clock an hour ahead.
@Suite struct PeriodTests {
  private static let now = Timestamp(text: "2026-11-30T14:30:00Z")
  private let reader = PeriodReader(now: Self.now) { _ in 3600 }

  private func told(_ period: Period) -> [String] {
    [period.start, period.end].map { String($0.description.prefix(16)) }
  }

  @Test(
    arguments: [
      ("7d", "2026-11-23T14:30", "2026-11-30T14:30"),
      ("90m", "2026-11-30T13:00", "2026-11-30T14:30"),
      ("14d..7d", "2026-11-16T14:30", "2026-11-23T14:30"),
      ("14d..", "2026-11-16T14:30", "2026-11-30T14:30"),
      ("today", "2026-11-29T23:00", "2026-11-30T14:30"),
      ("yesterday", "2026-11-28T23:00", "2026-11-30T14:30"),
      ("monday", "2026-11-29T23:00", "2026-11-30T14:30"),
      ("tuesday", "2026-11-23T23:00", "2026-11-30T14:30"),
      ("Sunday", "2026-11-28T23:00", "2026-11-30T14:30"),
      ("this_week", "2026-11-29T23:00", "2026-11-30T14:30"),
      ("last_week", "2026-11-22T23:00", "2026-11-29T23:00"),
      ("this_month", "2026-10-31T23:00", "2026-11-30T14:30"),
      ("last_month", "2026-09-30T23:00", "2026-10-31T23:00"),
      ("2026-11", "2026-10-31T23:00", "2026-11-30T23:00"),
      ("2026-11-05", "2026-11-04T23:00", "2026-11-30T14:30"),
      ("2026-11-05..2026-11-07", "2026-11-04T23:00", "2026-11-06T23:00"),
      ("2026-11-05T10:00Z", "2026-11-05T10:00", "2026-11-30T14:30"),
      ("monday..now", "2026-11-29T23:00", "2026-11-30T14:30"),
    ])
  func `a period begins and ends where it says`(text: String, start: String, end: String) throws {
    #expect(told(try reader.window(since: text).period) == [start, end])
  }

  @Test(
    arguments: [
      ("7d", "2026-11-16T14:30", "2026-11-23T14:30"),
      ("this_week", "2026-11-22T23:00", "2026-11-23T14:30"),
      ("last_week", "2026-11-15T23:00", "2026-11-22T23:00"),
      ("2026-11", "2026-09-30T23:00", "2026-10-31T23:00"),
      ("this_month", "2026-09-30T23:00", "2026-10-30T14:30"),
      ("last_month", "2026-08-31T23:00", "2026-09-30T23:00"),
      ("14d..7d", "2026-11-09T14:30", "2026-11-16T14:30"),
    ])
  func `the period before is as long, or the one before of its kind`(
    text: String, start: String, end: String
  ) throws {
    #expect(told(try reader.window(since: text).before) == [start, end])
  }

  @Test(
    arguments: [
      ("before", "2026-11-16T14:30", "2026-11-23T14:30"),
      ("1d", "2026-11-22T14:30", "2026-11-23T14:30"),
      ("monday", "2026-11-29T23:00", "2026-11-30T23:00"),
      ("2026-11-05", "2026-11-04T23:00", "2026-11-05T23:00"),
      ("2026-10", "2026-09-30T23:00", "2026-10-31T23:00"),
      ("last_week", "2026-11-22T23:00", "2026-11-29T23:00"),
    ])
  func `what a week is compared with ends where it says`(
    text: String, start: String, end: String
  ) throws {
    let window = try reader.window(since: "7d")
    #expect(told(try reader.compared(text, with: window)) == [start, end])
  }

  @Test(
    arguments: [
      "", "x", "-7d", "7", "7x", "..", "..7d", "7d..14d", "2026-13", "2026-11-31", "monday..",
      "last",
      "99999999999999999999d", "9999999999999d",
    ].filter { $0 != "monday.." })
  func `what is no period is refused with what can be written`(text: String) {
    let error = #expect(throws: AnalysisError.self) { try reader.window(since: text) }
    #expect(error.map { "\($0)".contains("write") } ?? false)
  }

  @Test func `an end before the beginning is refused`() throws {
    #expect(throws: AnalysisError.self) { try reader.window(since: "2d", until: "3d") }
    let window = try reader.window(since: "2026-11-01", until: "2026-11-03")
    #expect(told(window.period) == ["2026-10-31T23:00", "2026-11-02T23:00"])
    #expect(told(window.before) == ["2026-10-29T23:00", "2026-10-31T23:00"])
  }

  /// Clocks are set back on 2026-10-25 at 01:00 UTC: that day has 25 hours.
  @Test func `a day has the hours that its clock gives it`() throws {
    let change = Timestamp(text: "2026-10-25T01:00:00Z")
    let reader = PeriodReader(now: Self.now) { $0 < change ? 7200 : 3600 }
    let window = try reader.window(since: "7d")
    let day = try reader.compared("2026-10-25", with: window)

    #expect(told(day) == ["2026-10-24T22:00", "2026-10-25T23:00"])
  }
}
