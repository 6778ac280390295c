import Events
import Projections
import Testing
import Folding

@Suite struct EventCountsTests {
  private func report(_ lines: String...) throws -> Value {
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
