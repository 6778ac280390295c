import Events
import Folding
import Projections
import Testing

/// Attempts that have ended: how many were timed, and in which phases they failed.
@Suite struct EndedAttemptTests {
  private func failed(_ phase: String, at time: Int) -> String {
    issue("issue_phase", at: time, phase: phase, ["duration_s": "1", "result": #""fail""#])
  }

  private func passed(_ phase: String, at time: Int) -> String {
    issue("issue_phase", at: time, phase: phase, ["duration_s": "1", "result": #""pass""#])
  }

  private let failure = issue("issue_complete", at: 9, ["result": #""failure""#])

  private func failedIn(_ lines: String...) throws -> [Value?] {
    let report = PhaseTiming().report(of: try given(PhaseTiming(), lines))
    return report["failures"]?.elements.map { $0["phase"] } ?? []
  }

  @Test func `an attempt failed in the phase that failed last`() throws {
    #expect(try failedIn(failed("a", at: 1), failed("b", at: 2), failure) == ["b"])
  }

  @Test func `a phase that went well after that is not the one`() throws {
    #expect(try failedIn(failed("a", at: 1), passed("a", at: 2), failure) == [.null])
    #expect(try failedIn(failed("a", at: 1), passed("b", at: 2), failure) == ["a"])
  }

  @Test func `a pair and a marker tell of a failure, too`() throws {
    let pair = [
      issue("phase_start", at: 1, phase: "p"),
      issue("phase_end", at: 2, phase: "p", ["result": #""failed""#]),
    ]
    #expect(try failedIn(pair[0], pair[1], failure) == ["p"])
    let marker = issue("issue_phase", at: 1, phase: "m", ["result": #""failed""#])
    #expect(try failedIn(marker, failure) == ["m"])
  }

  @Test func `a completion told twice leaves the attempt of a session that died open`() throws {
    let dead = [
      issue("issue_start", at: 1, session: "dead"),
      issue("issue_phase", at: 2, session: "dead", phase: "p", ["result": #""failed""#]),
    ]
    let done = issue("issue_complete", at: 9, session: "b", ["result": #""failure""#])
    let start = issue("issue_start", at: 3, session: "b")

    let report = PhaseTiming().report(
      of: try given(PhaseTiming(), dead + [start, done, done, done]))

    #expect(report["attempts", "completed"] == 1)
    #expect(report["failures"]?.elements.map { $0["phase"] } == [.null])
    let kept = try given(PhaseTiming(), dead + [start, done])
    let bytes = try StateEncoder().encode(kept)
    #expect(try StateDecoder().decode(PhaseTiming.State.self, from: bytes) == kept)
  }

  @Test func `an attempt that went well failed in no phase`() throws {
    let report = try phaseTiming(
      failed("a", at: 1), issue("issue_complete", at: 2, ["result": #""success""#]))

    #expect(report["failures"]?.elements == [])
    #expect(
      report["attempts"] == [
        "completed": 1, "timed": 1, "success": 1, "failure": 0, "skipped": 0,
      ])
  }

  @Test(
    arguments: [
      (#"{"p":1}"#, 1), (#"{"p":"long ago"}"#, 0), ("{}", 0), (#"{"p":null}"#, 0), (#"{"":1}"#, 0),
    ])
  func `an attempt is timed by a map only if a time can be read in it`(
    map: String, timed: Int64
  ) throws {
    let report = try phaseTiming(issue("issue_complete", at: 1, ["phases": map]))

    #expect(report["attempts", "timed"] == .integer(timed))
  }

  @Test func `one that never ends, or ends twice, is counted so`() throws {
    let report = try phaseTiming(
      issue("issue_phase", "BUG-2", at: 1, phase: "a", ["duration_s": "1"]),
      issue("issue_complete", "BUG-3", at: 2), issue("issue_complete", "BUG-3", at: 3))

    #expect(report["attempts", "completed"] == 1 && report["attempts", "timed"] == 0)
  }

  @Test func `by a selection only completions that count are told`() throws {
    let lines = [
      failed("a", at: 1),
      issue("issue_complete", at: 2, ["result": #""failure""#, "tool": #""mine""#]),
      issue("issue_complete", "ENH-1", at: 3, ["result": #""failure""#]),
    ]
    let mine = PhaseTiming(tool: "mine")
    let report = mine.report(of: try given(mine, lines))

    #expect(
      report["failures"]?.elements == [
        ["phase": "a", "tool": "mine", "type": "BUG", "count": 1]
      ])
  }
}
