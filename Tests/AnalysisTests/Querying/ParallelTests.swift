import Analysis
import TLM
import TestSupport
import Testing

/// What several threads look at is what one looks at.
@Suite struct ParallelTests {
  /// More than several chunks, with a time on few of its lines.
  private static let lines: [UInt8] = {
    let pad = String(repeating: "x", count: 400)
    let lines = (0..<6000).map { number in
      let hour = number / 2000
      let time = number % 2000 == 0 ? #""ts":"2026-02-13T1\#(hour):00:00Z","# : ""
      return #"{\#(time)"event":"e\#(number % 7)","n":\#(number),"pad":"\#(pad)"}"# + "\n"
    }
    return Array(lines.joined().utf8)
  }()

  private func check(_ condition: String?, _ log: QuestionLog) throws {
    func ask(_ bytes: Int64) throws -> [String] {
      try log.ask(
        condition, by: "event", "count, sum(n), first(n), last(n), min(time()), max(time())",
        changing: { $0.parallelFrom = bytes }
      ).json
    }

    #expect(try ask(0) == ask(.max))
    #expect(try ask(0).count > 0)
  }

  @Test(arguments: [
    nil, "n > 1000", "event in (e1, e2) and n < 5000", "time() >= 2026-02-13T11:00:00Z",
    "time() < 2026-02-13T11:00:00Z and event != e3", "event = e4 and time() > 2026-02-13T10:30:00Z",
  ])
  func `with an index and without`(condition: String?) throws {
    try check(condition, QuestionLog(Self.lines))
    try check(condition, QuestionLog(Self.lines, unindexedTail: .max))
    // Half of it is behind the index.
    try check(condition, QuestionLog(Self.lines, unindexedTail: 1 << 20))
  }

  @Test func `a part of the log takes its first times from the lines before it`() throws {
    let log = try QuestionLog(Self.lines)
    let all = try log.ask(by: "position(), time()")
    guard case .whole(let start) = all.rows[2500][0] else { return }

    let part = try log.ask(
      by: "time()", "count",
      changing: {
        $0.from = Position(rawValue: start)
        $0.parallelFrom = 0
      })

    #expect(
      part.json == [
        #"["2026-02-13T11:00:00.000000Z",1500]"#, #"["2026-02-13T12:00:00.000000Z",2000]"#,
      ])
  }

  @Test func `rows come in the order of the log, and no more than are taken`() throws {
    let log = try QuestionLog(Self.lines)
    var taken: [Datum] = []
    var question = Question(
      try QuestionLog.query("n >= 10"), .rows(try Language.columns("n", in: QuestionLog.context)))
    question.query.parallelFrom = 0

    let answer = try log.store.answer(
      question,
      row: { row in
        taken += row
        return taken.count < 3000
      })

    #expect(taken == (10..<3010).map { .whole($0) })
    #expect(answer.rows.isEmpty)
    #expect(throws: AnalysisError.question("enough")) {
      try log.store.answer(question, row: { _ in throw AnalysisError.question("enough") })
    }
  }
}
