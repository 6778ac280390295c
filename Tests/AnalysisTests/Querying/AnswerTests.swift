import Analysis
import TLM
import TestSupport
import Testing

@Suite struct AnswerTests {
  private static let day = [
    #"{"ts":"2026-03-29T00:10:00Z","event":"a","s":"x","n":1,"cost":0.1,"duration_s":1}"#,
    #"{"ts":"2026-03-29T00:50:00Z","event":"b","s":"x","n":2,"cost":0.2,"duration_s":3}"#,
    #"{"event":"b","s":"y","n":3,"cost":0.3}"#,
    #"{"ts":"2026-03-29T03:00:00Z","event":"a","s":"y","n":4,"cost":"free"}"#,
    #"{"ts":"2026-03-30T03:00:00Z","event":"c","s":"z","n":5.0,"duration_s":2}"#,
  ]

  @Test func `groups stand in the order of their keys, and sums are to the digit`() throws {
    let log = try QuestionLog(Self.day)

    let answer = try log.ask(
      by: "event", "count, sum(cost), distinct(s), p50(duration_s), min(n), last(s)")

    #expect(answer.columns.map(\.name).first == "event")
    #expect(answer.columns.map(\.name).last == "last(s)")
    #expect(
      answer.json == [
        #"["a",2,0.1,2,1.0,1,"y"]"#, #"["b",2,0.5,2,3.0,2,"y"]"#, #"["c",1,null,1,2.0,5,"z"]"#,
      ])
    #expect(answer.total == 3 && answer.explanation.matched == 5)
  }

  @Test func `one row without groups, also of nothing`() throws {
    let log = try QuestionLog(Self.day)

    #expect(
      try log.ask(nil, "count, count(duration_s), count(n > 2), avg(duration())").json == [
        "[5,3,3,2.0]"
      ])
    #expect(try log.ask("n > 9", "count, sum(n), max(time())").json == ["[0,null,null]"])
  }

  @Test func `an order puts the greatest first, and what is missing last`() throws {
    let log = try QuestionLog(Self.day)

    let up = try log.ask(by: "event", "sum(cost) as c", order: "c")
    let down = try log.ask(by: "event", "sum(cost) as c", order: "c desc", limit: 2)
    let rows = try log.ask(by: "n", order: "duration_s desc, n desc", limit: 4)

    #expect(up.json == [#"["a",0.1]"#, #"["b",0.5]"#, #"["c",null]"#])
    #expect(down.json == [#"["b",0.5]"#, #"["a",0.1]"#])
    #expect(down.total == 3 && down.count == 2)
    #expect(rows.json == ["[2]", "[5.0]", "[1]", "[4]"])
  }

  @Test func `buckets of time have no gaps, and clocks that change are told by their zone`() throws
  {
    let log = try QuestionLog(Self.day)
    // Central Europe, where the clocks went from 2 to 3 that night.
    let zone = Zone { $0.rawValue < 1_774_746_000_000_000_000 ? 3600 : 7200 }

    let hours = try log.ask(every: "1h", "count")
    let days = try log.ask(every: "1d", "count", zone: zone)
    let weeks = try log.ask(every: "1w", "count")
    let months = try log.ask(every: "1q", "count")

    #expect(hours.rows.count == 28)
    #expect(
      hours.json.prefix(2) == [
        #"["2026-03-29T00:00:00.000000Z",3]"#, #"["2026-03-29T01:00:00.000000Z",0]"#,
      ])
    #expect(
      days.json == [#"["2026-03-28T23:00:00.000000Z",4]"#, #"["2026-03-29T22:00:00.000000Z",1]"#])
    // A Sunday and the Monday after it.
    #expect(
      weeks.json == [#"["2026-03-23T00:00:00.000000Z",4]"#, #"["2026-03-30T00:00:00.000000Z",1]"#])
    #expect(months.json == [#"["2026-01-01T00:00:00.000000Z",5]"#])
  }

  @Test func `events without a time are in no bucket, and are told`() throws {
    let log = try QuestionLog([#"{"n":1}"#, #"{"n":2,"ts":"soon"}"#, #"{"n":3,"ts":"2026-01-01"}"#])

    let answer = try log.ask(every: "1d", "count, sum(n)")

    #expect(answer.json == [#"["2026-01-01T00:00:00.000000Z",1,3]"#])
    #expect(answer.untimed == 2)
  }

  @Test func `more groups than can be kept are refused in a sentence`() throws {
    let lines = (0..<100_001).map { "{\"n\":\($0)}\n" }.joined()
    let log = try QuestionLog(Array(lines.utf8))

    let error = try #require(throws: AnalysisError.self) { try log.ask(by: "n", "count") }

    #expect(error.description.contains("more than 100000 groups"))
    #expect(try log.ask("n < 100000", by: "n", "count").total == 100_000)
  }

  @Test func `a revision of a stream says where it stands`() throws {
    let log = try QuestionLog(
      (1...5).flatMap { [#"{"n":\#($0)}"#, #"{"stream":"s","n":\#($0)}"#] })

    let third = try #require(try log.store.position(ofRevision: 3, inStream: "s"))

    #expect(try log.ask("stream() = s", by: "n") { $0.from = third }.json == ["[3]", "[4]", "[5]"])
    #expect(try log.store.position(ofRevision: 6, inStream: "s") == nil)
  }

  @Test func `an index finds what is equal and when, and the rest is looked at`() throws {
    func hints(_ text: String) throws -> Filter {
      var filter = Filter()
      filter.hiddenNames = ["tlm.drained"]
      IndexHints(try QuestionLog.condition(text)).narrow(&filter)
      return filter
    }

    #expect(try hints("event = a and n > 1").names == ["a"])
    #expect(try hints("event = a or name() in (b, c)").names == ["a", "b", "c"])
    #expect(try hints("event = a or n > 1").names == [])
    #expect(try hints("not event = a").isEmpty == false)
    #expect(try hints("not event = a").names == [])
    #expect(try hints("event = tlm.drained").names == [])
    #expect(try hints("event in (a, b) and event in (b, c)").names == ["b"])
    #expect(try hints("session_id = s1 and issue() = B-1").sessionIDs == ["s1"])
    #expect(try hints("session_id = s1 and issue() = B-1").issueIDs == ["B-1"])
    // Another spelling may stand beside the one that counts.
    #expect(try hints("sessionId = s1").sessionIDs == [])
    let timed = try hints("time() > 2026-01-01 and time() <= 2026-02-01T00:00:00Z and n = 1")
    #expect(timed.since == Timestamp("2026-01-01T00:00:00.000000001Z"))
    #expect(timed.until == Timestamp("2026-02-01T00:00:00.000000001Z"))
    #expect(try hints("time() >= now() - 1d").since?.rawValue == 1_770_913_600_000_000_000)

    let found = HowFound(
      Filter(),
      [
        (
          "event = a and (n > 1 or n = 0) and time() < now()",
          try QuestionLog.condition("event = a and (n > 1 or n = 0) and time() < now()")
        )
      ])
    #expect(found.byIndex == ["event = a", "time() < now()"])
    #expect(found.byLooking == ["(n > 1 or n = 0)"])
  }

  @Test func `statistics put the largest group first`() throws {
    let log = try QuestionLog(Self.day)

    let statistics = try log.store.statistics(of: Query())

    #expect(statistics.groups.map(\.key.words) == ["a", "b", "c"])
    #expect(statistics.groups.map(\.count) == [2, 2, 1])
    #expect(statistics.groups[0].share == 0.4)
    #expect(statistics.groups[0].rate_per_hour == 1 / (170.0 / 60))
    #expect(statistics.groups[1].p95 == Nanoseconds(rawValue: 3_000_000_000))
    #expect(statistics.groups[2].rate_per_hour == nil)
    #expect(statistics.total == 5 && statistics.groupCount == 3)
  }

  @Test func `less than a minute says nothing of an hour`() throws {
    let log = try QuestionLog([
      #"{"ts":"2026-02-13T10:00:00Z","event":"a"}"#,
      #"{"ts":"2026-02-13T10:00:59.999Z","event":"a"}"#,
      #"{"ts":"2026-02-13T10:00:00Z","event":"b"}"#,
      #"{"ts":"2026-02-13T10:01:00Z","event":"b"}"#,
    ])

    #expect(try log.store.statistics(of: Query()).groups.map(\.rate_per_hour) == [nil, 60])
  }
}
