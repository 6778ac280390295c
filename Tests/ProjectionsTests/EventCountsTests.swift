import Events
import Projections
import Testing
import Folding

@Suite struct EventCountsTests {
  private func report(_ lines: String...) throws -> Value { try report(lines) }

  private func report(_ lines: [String]) throws -> Value {
    EventCounts().report(of: try given(EventCounts(), lines))
  }

  @Test func `an empty log has no names`() throws {
    #expect(try report() == ["names": [:] as Value, "unnamed": 0, "untimed": 0])
  }

  @Test func `first and last are the least and the greatest time, whatever the order`() throws {
    let report = try report(
      #"{"event":"a","ts":"2026-02-13T10:00:05Z"}"#,
      #"{"event":"a","ts":"2026-02-13T10:00:01.123456789Z"}"#,
      #"{"event":"a","ts":"2026-02-13T10:00:03Z"}"#)

    #expect(
      report["names", "a"] == [
        "count": 3, "first": "2026-02-13T10:00:01.123456Z", "last": "2026-02-13T10:00:05.000000Z",
      ])
  }

  @Test func `an untimed event has the time of the nearest earlier timed one`() throws {
    let report = try report(
      #"{"event":"early"}"#,
      #"{"event":"a","ts":"2026-02-13T10:00:00Z"}"#,
      #"not json"#,
      #"{"event":"b"}"#)

    #expect(report["names", "early", "first"] == .some(.null))
    #expect(report["names", "b", "first"] == "2026-02-13T10:00:00.000000Z")
    #expect(report["untimed"] == 2)
  }

  @Test func `events without a name are counted apart`() throws {
    let report = try report(#"{"x":1}"#, #"{"event":""}"#, #"{"event":7,"type":"t"}"#)

    #expect(report["unnamed"] == 2)
    #expect(report["names"]?.names == ["t"])
  }

  @Test func `names are in the order of their bytes`() throws {
    let report = try report(
      #"{"event":"b"}"#, #"{"event":"é"}"#, #"{"event":"B"}"#, #"{"event":"a"}"#,
      #"{"event":"z"}"#)

    #expect(report["names"]?.names == ["B", "a", "b", "z", "é"])
  }

  @Test func `names that Unicode calls equivalent are two names`() throws {
    let report = try report(#"{"event":"\u00e9"}"#, #"{"event":"e\u0301"}"#)

    #expect(report["names"]?.names.count == 2)
  }

  @Test func `a name of which a share was kept tells how many there were, in whatever order`()
    throws
  {
    let rates = ["0.3", "0.25", "0.3", "1", "0.3", "0.001"]
    let lines = rates.map { #"{"event":"a","sample_rate":\#($0)}"# } + [#"{"event":"a"}"#]

    let report = try report(lines)
    let reversed = try given(EventCounts(), Array(lines.reversed()))

    // Three for ten, one for four, one for a thousand, and two that stand for themselves.
    #expect(
      report["names", "a"] == [
        "count": 7, "first": .null, "last": .null, "sampled": 5, "estimated": 1016,
      ])
    #expect(try given(EventCounts(), lines) == reversed)
  }

  @Test(arguments: ["0", "-0.5", "1.5", "1e-300", "\"0.5\"", "true", "[0.5]", "1e999"])
  func `what is no share counts as unreadable, and the event for itself`(rate: String) throws {
    var fold = Fold()
    fold.add(EventCounts())
    let lines = [#"{"event":"a","sample_rate":\#(rate)}"#, #"{"event":"a","sample_rate":null}"#]
    try fold.run(over: Chunks(lines.map { $0 + "\n" }.joined()))

    let replay = try #require(try fold.replays().first)

    #expect(replay.report["names", "a", "count"] == 2)
    #expect(replay.report["names", "a", "estimated"] == nil)
    #expect(replay.unreadable == 1)
  }

  @Test func `where nothing was left out, a state is written as it always was`() throws {
    let state = try given(EventCounts(), [#"{"event":"a"}"#, #"{"event":"a","sample_rate":1}"#])

    let text = String(decoding: try StateEncoder().encode(state), as: UTF8.self)

    #expect(!text.contains("sample"))
    #expect(EventCounts().page(of: state).titles == ["event", "count", "first", "last"])
  }

  @Test func `people read what was estimated, and that it was`() throws {
    let state = try given(
      EventCounts(), [#"{"event":"a","ts":1,"sample_rate":0.25}"#, #"{"event":"b","ts":1}"#])

    let page = EventCounts().page(of: state)

    #expect(page.titles == ["event", "count", "estimated", "first", "last"])
    #expect(page.sections.count == 2, "a table, and a sentence that says so")
  }

  @Test func `a state that was read back goes on counting`() throws {
    let lines = [#"{"event":"a"}"#, #"{"event":"b"}"#]
    let state = try given(EventCounts(), lines)

    let bytes = try StateEncoder().encode(state)
    let decoded = try StateDecoder().decode(EventCounts.State.self, from: bytes)

    #expect(decoded == state)
    #expect(decoded.tally(of: "a")?.count == 1)
    #expect(try StateEncoder().encode(decoded) == bytes)
  }
}

extension ReportPage {
  /// What stands above the columns of its tables.
  fileprivate var titles: [String] {
    sections.flatMap(\.blocks).flatMap { block -> [String] in
      if case .table(let table) = block { table.columns.map(\.title) } else { [] }
    }
  }
}
