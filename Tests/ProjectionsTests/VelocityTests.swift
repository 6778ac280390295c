import Events
import Projections
import Testing
import Folding

/// What velocity counts, in which bucket, and what it makes of it.
@Suite struct VelocityTests {
  /// A line about an issue at a time of one's own spelling.
  private func line(_ event: String, _ issue: String, _ ts: String, _ rest: String = "") -> String {
    #"{"ts":"\#(ts)","event":"\#(event)","issue_id":"\#(issue)"\#(rest)}"#
  }

  /// Completions of different issues, so many on each day of January 2026 from the second on,
  /// between a first and a last event of the log that make no bucket partial.
  private func days(_ counts: [Int]) -> [String] {
    var lines = [#"{"ts":"2026-01-01T00:00:00Z","event":"begin"}"#]
    for (day, count) in counts.enumerated() {
      for issue in 0..<count {
        let ts = "2026-01-\(day < 8 ? "0" : "")\(day + 2)T12:00:00Z"
        lines.append(line("issue_complete", "BUG-\(day)-\(issue)", ts))
      }
    }
    return lines + [#"{"ts":"2026-03-01T00:00:00Z","event":"end"}"#]
  }

  @Test func `an empty log has no buckets and no velocity`() throws {
    #expect(
      try report(Velocity(), []) == [
        "per": "day", "buckets": [] as Value,
        "overall": ["completed": 0, "velocity_per_day": nil, "success_rate": nil],
        "trend": "stable", "slope": nil, "trend_clear": false, "duplicates": 0,
        "by_tool": [:] as Value,
      ])
  }

  @Test func `a bucket has what was started and what was completed in it`() throws {
    let lines = [
      #"{"ts":"2026-02-13T00:00:00Z","event":"begin"}"#,
      line("issue_start", "BUG-1", "2026-02-13T10:00:00Z"),
      line("issue_start", "BUG-2", "2026-02-13T10:30:00Z"),
      line("issue_complete", "BUG-1", "2026-02-13T11:00:00Z", #","duration_s":10,"tool":"a""#),
      line("state.issue_failed", "BUG-2", "2026-02-13T11:30:00Z", #","duration_s":30,"tool":"b""#),
      line("state.issue_skipped", "BUG-3", "2026-02-13T12:00:00Z"),
      line("issue.closed", "BUG-4", "2026-02-13T12:00:00Z", #","result":"cancelled""#),
      #"{"ts":"2026-02-20T00:00:00Z","event":"end"}"#,
    ]

    let report = try report(Velocity(), lines)

    #expect(
      report["buckets"]?.elements == [
        [
          "start": "2026-02-13T00:00:00.000000Z", "partial": false, "started": 2, "completed": 4,
          "success": 1, "failure": 1, "skipped": 1, "success_rate": 0.5,
          "success_rate_low": 0.09452865480086613, "success_rate_high": 0.905471345199134,
          "mean_duration_s": 20.0,
        ]
      ])
    #expect(report["overall"] == ["completed": 4, "velocity_per_day": 4.0, "success_rate": 0.5])
    #expect(report["by_tool"]?.names == ["a", "b", "unknown"])
    #expect(
      report["by_tool", "b"] == [
        "completed": 1, "success": 0, "failure": 1, "success_rate": 0.0, "mean_duration_s": 30.0,
      ])
  }

  @Test func `a second completion with nothing in between is a duplicate`() throws {
    let done = line("issue_complete", "BUG-1", "2026-02-13T10:00:00Z")
    let work = line("commit", "BUG-1", "2026-02-13T11:00:00Z")
    let elsewhere = line("commit", "BUG-2", "2026-02-13T11:00:00Z")

    let twice = try report(Velocity(), [done, elsewhere, done])
    let reopened = try report(Velocity(), [done, work, done])

    #expect(twice["duplicates"] == 1 && twice["overall", "completed"] == 1)
    #expect(reopened["duplicates"] == 0 && reopened["overall", "completed"] == 2)
  }

  @Test func `two sessions on one issue complete it twice`() throws {
    func event(_ name: String, _ session: String) -> String {
      line(name, "BUG-1", "2026-02-13T10:00:00Z", #","session_id":"\#(session)""#)
    }

    let report = try report(
      Velocity(),
      [
        event("issue_start", "a"), event("issue_start", "b"), event("issue_complete", "a"),
        event("issue_complete", "b"), event("issue_complete", "b"),
      ])

    #expect(report["overall", "completed"] == 2 && report["duplicates"] == 1)
  }

  @Test func `a completion told twice ends no attempt that another session left open`() throws {
    func event(_ name: String, _ session: String) -> String {
      line(name, "BUG-1", "2026-02-13T10:00:00Z", #","session_id":"\#(session)""#)
    }
    let left = [event("issue_start", "dead"), event("issue_start", "b")]
    let twice = [event("issue_complete", "b"), event("issue_complete", "b")]

    let told = try report(Velocity(), left + twice)
    let more = try report(Velocity(), left + twice + [event("issue_complete", "dead")])
    let work = try report(Velocity(), left + [twice[0], event("commit", "b"), twice[1]])

    #expect(told["overall", "completed"] == 1 && told["duplicates"] == 1)
    #expect(more["overall", "completed"] == 2 && more["duplicates"] == 1)
    #expect(work["overall", "completed"] == 2 && work["duplicates"] == 0)
  }

  @Test func `empty buckets between the first and the last are there, too`() throws {
    let buckets = try #require(try report(Velocity(), days([1, 0, 0, 2]))["buckets"]).elements

    #expect(buckets.map { $0["completed"] } == [1, 0, 0, 2])
    #expect(buckets[1]["success_rate"] == .some(.null))
    #expect(buckets[1]["mean_duration_s"] == .some(.null))
  }

  @Test func `the bucket that the log ends in is partial, and that it begins in`() throws {
    let lines = [
      line("issue_complete", "BUG-1", "2026-02-13T00:00:00.000000001Z"),
      line("issue_complete", "BUG-2", "2026-02-14T00:00:00Z"),
      line("issue_complete", "BUG-3", "2026-02-15T10:00:00Z"),
    ]

    let buckets = try #require(try report(Velocity(), lines)["buckets"]).elements
    let whole = try report(Velocity(), Array(lines[1...]))["buckets"]

    #expect(buckets.map { $0["partial"] } == [true, false, true])
    #expect(whole?.elements.map { $0["partial"] } == [false, true])
  }

  @Test func `one line from 2099 makes no other bucket partial`() throws {
    let lines = days([1, 1]) + [#"{"ts":"2099-01-01T00:00:00Z","event":"clock_skew"}"#]

    let buckets = try #require(try report(Velocity(), lines)["buckets"]).elements

    #expect(buckets.map { $0["partial"] } == [false, false])
  }

  @Test(arguments: [
    ([3, 3, 3], "stable"), ([1, 2, 3], "increasing"), ([3, 2, 1], "decreasing"),
    ([1, 2], "stable"), ([1, 0, 0, 0, 4], "increasing"), ([20, 21, 20, 22], "stable"),
  ])
  func `the trend is the slope over the mean`(counts: [Int], word: String) throws {
    let report = try report(Velocity(), days(counts))

    #expect(report["trend"] == .string(word))
    #expect((report["slope"] == .some(.null)) == (counts.count < 3))
    #expect(report["trend_clear"] == .bool(counts.reduce(0, +) >= 8))
  }

  @Test func `the trend leaves partial buckets out`() throws {
    let lines =
      days([1, 2, 3, 0]).dropLast() + [
        line("issue_complete", "BUG-9", "2026-01-05T12:00:00Z")
      ]

    let report = try report(Velocity(), Array(lines))

    #expect(report["buckets"]?.elements.count == 4)
    #expect(report["slope"] == 0.5)
  }

  @Test func `a completion without any time is in no bucket, and in the whole`() throws {
    let report = try report(
      Velocity(), [#"{"event":"issue_complete","issue_id":"BUG-1","tool":"t"}"#])

    #expect(report["buckets"]?.elements == [])
    #expect(report["overall"] == ["completed": 1, "velocity_per_day": nil, "success_rate": 1.0])
    #expect(report["by_tool", "t", "completed"] == 1)
  }

  @Test func `an untimed completion has the time of the line before`() throws {
    let report = try report(
      Velocity(),
      [
        line("issue_start", "BUG-1", "2026-02-13T10:00:00Z"),
        #"{"event":"issue_complete","issue_id":"BUG-1"}"#,
      ])

    #expect(report["buckets"]?.elements.map { $0["completed"] } == [1])
  }

  @Test(arguments: ["-1", "9.1e9", "-0.001"])
  func `a negative or absurd duration is invalid and in no mean`(duration: String) throws {
    let report = try report(
      Velocity(),
      [
        line("issue_complete", "A-1", "2026-02-13T10:00:00Z", #","duration_s":\#(duration)"#),
        line("issue_complete", "A-2", "2026-02-13T10:00:00Z", #","duration_s":0"#),
      ])

    #expect(report["invalid"] == 1)
    #expect(report["by_tool", "unknown", "mean_duration_s"] == 0.0)
    #expect(report["overall", "completed"] == 2)
  }

  @Test func `events of no issue are neither started nor completed`() throws {
    let report = try report(
      Velocity(),
      [line("issue_start", "", "2026-02-13T10:00:00Z"), #"{"event":"issue_complete"}"#])

    #expect(report["buckets"]?.elements == [] && report["overall", "completed"] == 0)
  }

  @Test func `the velocity is per day from the first completion to the last`() throws {
    #expect(try report(Velocity(), days([1, 0, 0, 2]))["overall", "velocity_per_day"] == 0.75)
  }

  @Test func `a state that was read back is the same`() throws {
    let state = try given(Velocity(), days([1, 0, 2]))

    let bytes = try StateEncoder().encode(state)
    let decoded = try StateDecoder().decode(Velocity.State.self, from: bytes)

    #expect(decoded == state)
    #expect(try StateEncoder().encode(decoded) == bytes)
  }
}
