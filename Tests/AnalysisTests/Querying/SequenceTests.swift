import Analysis
import TLM
import TestSupport
import Testing

@Suite struct SequenceTests {
  /// Events by name, key and second.
  private func log(_ events: [(String, String, Int)]) throws -> QuestionLog {
    try QuestionLog(
      events.map { name, key, second in
        let time = Timestamp(rawValue: 1_770_976_800_000_000_000 + Int64(second) * 1_000_000_000)
        return #"{"ts":"\#(time)","event":"\#(name)","k":"\#(key)","n":\#(second)}"#
      })
  }

  private func found(_ text: String, in log: QuestionLog, limit: Int? = nil) throws -> [String] {
    let sequence = try Language.sequence(text, in: QuestionLog.context)
    var question = Question(Query(), .sequence(sequence))
    question.limit = limit
    return try log.store.answer(question).rows.map { row in
      row.prefix(sequence.by.count + 1).map(\.words).joined(separator: " ")
    }
  }

  @Test func `what follows within the time, by its key, is found`() throws {
    let log = try log([
      ("a", "x", 0), ("a", "y", 1), ("b", "y", 5), ("b", "x", 400), ("a", "x", 500),
      ("c", "x", 501),
      ("b", "x", 510), ("b", "x", 511),
    ])

    #expect(try found("a then b within 5m by k", in: log) == ["y 4.0", "x 10.0"])
    #expect(try found("a then b within 10m by k", in: log) == ["y 4.0", "x 400.0", "x 10.0"])
    #expect(try found("a then b within 10m", in: log) == ["4.0", "10.0"])
    #expect(try found("a then c then b within 1m by k", in: log) == ["x 10.0"])
    #expect(try found("a then b within 10m by k", in: log, limit: 1) == ["y 4.0"])
  }

  @Test func `what begins anew takes the place of what waits, and one event is one step`() throws {
    let log = try log([
      ("a", "x", 0), ("a", "x", 10), ("b", "x", 12), ("b", "x", 13), ("d", "x", 20), ("d", "x", 22),
      ("d", "x", 25),
    ])

    #expect(try found("a then b within 1m by k", in: log) == ["x 2.0"])
    #expect(try found("d then d within 1m by k", in: log) == ["x 2.0"])
    #expect(try found("(n >= 10 and n < 20) then 'd' within 1m by k", in: log) == ["x 7.0"])
    #expect(try found("'*' then d within 1m by k", in: log) == ["x 7.0", "x 3.0"])
  }

  @Test func `time that runs back ends nothing, and what has no key is nobody's`() throws {
    let log = try QuestionLog([
      #"{"ts":"2026-02-13T10:00:10Z","event":"a","k":"x"}"#,
      #"{"ts":"2026-02-13T10:00:00Z","event":"b","k":"x"}"#,
      #"{"ts":"2026-02-13T10:00:20Z","event":"a"}"#, #"{"ts":"2026-02-13T10:00:21Z","event":"b"}"#,
      #"{"ts":"2026-02-13T10:00:25Z","event":"b","k":"x"}"#,
    ])

    #expect(try found("a then b within 1h by k", in: log) == ["x 15.0"])
  }

  @Test(arguments: [
    "a", "a then b", "a then b within", "a then b within 5", "a then within 5m", "then b within 5m",
    "a then b within 5m by", "a then b within 5m c", "a then (b) within 5m", "a then b within 0s",
  ])
  func `what is no sequence is told`(text: String) {
    #expect(throws: AnalysisError.self) {
      try Language.sequence(text, in: QuestionLog.context)
    }
  }
}
