import Analysis
import TLM
import TestSupport
import Testing

/// What summaries and trends conclude, on small logs that a person can count.
@Suite struct ConclusionTests {
  private func line(_ time: String, _ event: String, _ fields: String) -> String {
    #"{"ts":"2026-11-\#(time)Z","event":"\#(event)",\#(fields)}"#
  }

  /// An issue of so many seconds in each phase; the last of them may fail.
  private func issue(
    _ number: Int, _ type: String, day: String, tool: String = "ll-auto",
    _ phases: [(String, Int)], fails: Bool = false
  ) -> [String] {
    let who = #""issue_id":"\#(type)-\#(number)","tool":"\#(tool)""#
    let timed = phases.enumerated().map { place, phase in
      let result = fails && place == phases.count - 1 ? "fail" : "pass"
      return line(
        "\(day)T10:00:0\(place)", "issue_phase",
        #"\#(who),"phase":"\#(phase.0)","duration_s":\#(phase.1),"result":"\#(result)""#)
    }
    let result = fails ? "failure" : "success"
    return timed + [line("\(day)T10:00:09", "issue_complete", #"\#(who),"result":"\#(result)""#)]
  }

  private func summary(_ lines: [String], comparing: Bool = true) throws -> Summary {
    let scratch = Scratch()
    let location = StoreLocation(path: scratch.store, reason: .option)
    let store = try Store.create(at: location)
    _ = try store.log.append(lines: Array(lines.map { $0 + "\n" }.joined().utf8))
    let now = Timestamp(text: "2026-11-20T00:00:00Z")
    let reader = PeriodReader(now: now) { _ in 0 }
    let window = try reader.window(since: "7d")
    var question = SummaryQuestion(of: window.period, now: now)
    question.before = comparing ? window.before : nil
    return try store.summary(question)
  }

  @Test func `two of eight that failed in verify and are both ENH are told so`() throws {
    var lines: [String] = []
    for number in 0..<8 {
      lines += issue(
        number, number < 2 || number > 5 ? "ENH" : "BUG", day: "15", [("verify", 5)],
        fails: number < 2)
    }
    let failures = try summary(lines).failures

    #expect(failures.sentence == "2 of 8 failed, both in verify, both ENH")
    #expect(failures.cells.map(\.phase) == ["verify"] && failures.cells.map(\.type) == ["ENH"])
  }

  @Test func `a phase accounts for its share of the increase`() throws {
    let before = issue(1, "BUG", day: "10", [("plan", 100), ("implement", 100)])
    let now = issue(2, "BUG", day: "15", [("plan", 120), ("implement", 180)])
    let summary = try summary(before + now)
    let change = try #require(summary.phaseChange)

    #expect(change.difference == 100e9)
    #expect(change.phases.map(\.name) == ["implement", "plan"])
    #expect(change.phases.map(\.contribution) == [0.8, 0.2])
    let text = "\(summary.page)"
    #expect(text.contains("accounts for") && text.contains("increase"))
  }

  @Test func `what changes by less than a millisecond is no change`() throws {
    let lines = ["10", "15"].flatMap { issue(Int($0)!, "BUG", day: $0, [("plan", 100)]) }
    let change = try #require(try summary(lines).phaseChange)

    #expect(change.phases.map(\.contribution) == [nil])
  }

  @Test func `without a period before nothing is compared`() throws {
    let lines = issue(1, "BUG", day: "15", [("plan", 100)])
    let summary = try summary(lines, comparing: false)

    #expect(summary.phaseChange == nil && summary.before == nil)
    #expect(!summary.members.contains { $0.name == "before" || $0.name == "change" })
  }

  @Test func `a period in which nothing happened says so and has no sections`() throws {
    let summary = try summary(issue(1, "BUG", day: "01", [("plan", 100)]), comparing: false)

    #expect(summary.isEmpty && summary.page.sections.count == 1)
    #expect(summary.members.map(\.name) == ["since", "until", "tool", "events", "untimely"])
  }

  @Test func `of two programs the one that fails clearly more often is named`() throws {
    var lines: [String] = []
    for number in 0..<60 {
      lines += issue(
        number, "BUG", day: "15", tool: number < 30 ? "worse" : "better", [("plan", 1)],
        fails: number < 20)
    }
    let contrast = try #require(try summary(lines).failures.contrast)

    #expect(contrast.worse.name == "worse" && contrast.better.name == "better")
  }
}
