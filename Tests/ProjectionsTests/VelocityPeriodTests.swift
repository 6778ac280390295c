import Events
import Testing

@testable import Projections

/// Where buckets begin, and what becomes of very many empty ones.
@Suite struct VelocityPeriodTests {
  private func starts(
    _ per: Velocity.Period, _ times: String...
  ) throws -> [String?] {
    let lines = times.enumerated().map { number, time in
      #"{"ts":"\#(time)","event":"issue_start","issue_id":"A-\#(number)"}"#
    }
    return try report(Velocity(per: per), lines)["buckets"]?.elements.map {
      if case .string(let text)? = $0["start"] { text } else { nil }
    } ?? []
  }

  @Test(arguments: [
    (Velocity.Period.hour, "2026-02-13T10:00:00.000000Z"), (.day, "2026-02-13T00:00:00.000000Z"),
    (.week, "2026-02-09T00:00:00.000000Z"), (.month, "2026-02-01T00:00:00.000000Z"),
    (.quarter, "2026-01-01T00:00:00.000000Z"),
  ])
  func `a bucket begins where its period does, in UTC`(
    per: Velocity.Period, start: String
  ) throws {
    #expect(try starts(per, "2026-02-13T10:59:59.999999999Z") == [start])
    #expect(try starts(per, "2026-02-13T23:29:00+13:00") == [start])
  }

  @Test func `a week begins on Monday, also before 1970`() throws {
    #expect(
      try starts(.week, "1969-12-28T23:59:59Z", "1969-12-29T00:00:00Z") == [
        "1969-12-22T00:00:00.000000Z", "1969-12-29T00:00:00.000000Z",
      ])
  }

  @Test func `quarters follow one another over a new year`() throws {
    #expect(
      try starts(.quarter, "2025-09-30T23:59:59Z", "2026-01-01T00:00:00Z") == [
        "2025-07-01T00:00:00.000000Z", "2025-10-01T00:00:00.000000Z",
        "2026-01-01T00:00:00.000000Z",
      ])
  }

  @Test func `the first and the last instant there are have buckets`() throws {
    let (first, last) = ("1677-09-21T00:12:43.145224193Z", "2262-04-11T23:47:16.854775807Z")

    #expect(
      try starts(.month, first, last).first == "1677-09-01T00:00:00.000000Z")
    #expect(
      try starts(.quarter, first, last).last == "2262-04-01T00:00:00.000000Z")
    #expect(
      try starts(.hour, first, last)
        == ["1677-09-21T00:00:00.000000Z", "2262-04-11T23:00:00.000000Z"])
  }

  @Test func `the longest stretches of very many empty buckets are left out and counted`() throws {
    let lines = ["1700-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z"]
      .enumerated().map { number, time in
        #"{"ts":"\#(time)","event":"issue_complete","issue_id":"A-\#(number)"}"#
      }

    let report = try report(Velocity(per: .day), lines)

    #expect(report["buckets"]?.elements.map { $0["completed"] } == [1, 1, 0, 1])
    #expect(
      report["left_out"]?.elements == [
        [
          "from": "1700-01-02T00:00:00.000000Z", "to": "2025-12-31T00:00:00.000000Z",
          "buckets": 119_068,
        ]
      ])
    // The trend knows of all of them.
    #expect(report["trend"] == "stable" && report["slope"] != .some(.null))
  }

  @Test func `as long as they are few enough none is left out`() throws {
    let report = try report(
      Velocity(per: .day),
      [
        #"{"ts":"2026-01-01T00:00:00Z","event":"issue_start","issue_id":"A-1"}"#,
        #"{"ts":"2099-01-01T00:00:00Z","event":"issue_start","issue_id":"A-2"}"#,
      ])

    #expect(report["buckets"]?.elements.count == 26_664)
    #expect(report["left_out"] == nil)
  }

  @Test(arguments: [1, 2, 7, 50_000])
  func `exactly as many empty buckets as may be listed are listed, and of one more a stretch goes`(
    limit: Int
  ) {
    let gaps: [[Int]] = limit < 3 ? [[limit]] : [[limit], [1, limit - 1], [2, limit - 3, 1]]
    for gap in gaps {
      let filled = gap.reduce(into: [10]) { $0.append($0[$0.count - 1] + $1 + 1) }
      let whole = BucketList(filled: filled, emptyLimit: limit)

      #expect(whole.leftOut.isEmpty, "\(gap)")
      #expect(whole.listed == Array(10...filled[filled.count - 1]), "\(gap)")
      let less = BucketList(filled: filled, emptyLimit: limit - 1)
      let longest = gap.max() ?? 0
      #expect(less.leftOut.map(\.count) == [longest], "\(gap)")
      #expect(less.listed.count == whole.listed.count - longest, "\(gap)")
    }
  }
}
