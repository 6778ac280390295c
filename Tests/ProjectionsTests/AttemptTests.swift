import Events
import Folding
import Projections
import TestSupport
import Testing

/// Which attempt of an issue an event belongs to, and what pairs of an attempt count for.
@Suite struct AttemptTests {
  @Test func `where attempts are kept makes no difference`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let names = [
      "issue_start", "issue_phase", "phase_start", "phase_end", "issue_complete", "note",
    ]
    let lines = (0..<400).map { time in
      issue(
        names[random.below(names.count)], "BUG-\(random.below(6))", at: time,
        session: "s\(random.below(3))", phase: "p\(random.below(2))",
        random.below(2) == 0 ? [:] : ["duration_s": "1"])
    }
    let whole = try StateEncoder().encode(given(PhaseTiming(), lines))

    // In a state that was read back they are kept in other places.
    for cut in stride(from: 0, through: lines.count, by: 25) {
      let begun = try StateEncoder().encode(given(PhaseTiming(), Array(lines[..<cut])))
      var fold = Fold(isStrict: true)
      fold.add(PhaseTiming())
      try fold.core.registrations[0].restore(begun)
      try fold.run(over: Chunks(lines[cut...].map { $0 + "\n" }.joined()))
      let state = fold.state(of: PhaseTiming.self)
      #expect(try StateEncoder().encode(state) == whole, "cut at \(cut), seed \(seed)")
    }
  }

  @Test func `a pair is the time between its events, with the outcome of its end`() throws {
    let report = try phaseTiming(
      issue("phase_start", at: 1, phase: "p", ["tool": #""a""#]),
      issue("phase_end", at: 4, phase: "p", ["tool": #""b""#, "result": #""fail""#]),
      issue("issue_complete", at: 5))

    #expect(report["phases", "p", "sum_s"] == 3.0)
    #expect(report["phases", "p", "failure"] == 1)
    #expect(report["by_tool"]?.names == ["b"])
  }

  @Test func `pairs of an open attempt count, too`() throws {
    let report = try phaseTiming(
      issue("phase_start", at: 1, phase: "p"), issue("phase_end", at: 4, phase: "p"))

    #expect(report["phases", "p", "sum_s"] == 3.0)
    #expect(report["bottleneck"] == "p")
    #expect(report["by_type", "BUG", "p", "count"] == 1)
  }

  @Test func `a second start replaces the first, an end without a start is nothing`() throws {
    let report = try phaseTiming(
      issue("phase_end", at: 0, phase: "p"),
      issue("phase_start", at: 1, phase: "p"),
      issue("phase_start", at: 3, phase: "p"),
      issue("phase_end", at: 4, phase: "p"),
      issue("phase_end", at: 9, phase: "p"))

    #expect(report["phases", "p", "count"] == 1)
    #expect(report["phases", "p", "sum_s"] == 1.0)
  }

  @Test func `a pair that runs backwards is invalid, one without times is nothing`() throws {
    let report = try phaseTiming(
      issue("phase_start", phase: "q"),
      issue("phase_start", at: 5, phase: "p"),
      issue("phase_end", at: 4, phase: "p"),
      issue("phase_end", at: 6, phase: "q"))

    #expect(report["phases"]?.names == [] && report["invalid"] == 1)
  }

  @Test(arguments: [true, false])
  func `a timed phase of the attempt overrules its pairs, before or after them`(
    comesFirst: Bool
  ) throws {
    let timed = issue("issue_phase", at: 0, phase: "p", ["duration_s": "100"])
    let pair = [
      issue("phase_start", at: 1, phase: "p"), issue("phase_end", at: 2, phase: "p"),
    ]
    let lines = comesFirst ? [timed] + pair : pair + [timed]

    for end in [[], [issue("issue_complete", at: 9)]] {
      let report = PhaseTiming().report(of: try given(PhaseTiming(), lines + end))
      #expect(report["phases", "p", "sum_s"] == 100.0)
    }
  }

  @Test func `a timed phase of another attempt overrules nothing`() throws {
    let report = try phaseTiming(
      issue("phase_start", at: 1, phase: "p"), issue("phase_end", at: 2, phase: "p"),
      issue("issue_complete", at: 3),
      issue("issue_phase", at: 4, phase: "p", ["duration_s": "100"]))

    #expect(report["phases", "p", "count"] == 2)
  }

  @Test func `a second completion with nothing in between is a duplicate`() throws {
    let end = issue("issue_complete", at: 5, ["phases": #"{"a":1}"#])

    let duplicate = try phaseTiming(issue("issue_start", at: 0), end, end)
    let again = try phaseTiming(
      issue("issue_start", at: 0), end, issue("phase_start", at: 5, phase: "x"), end)
    let other = try phaseTiming(
      end, issue("issue_complete", "BUG-2", at: 6, ["phases": #"{"a":1}"#]))

    #expect(duplicate["phases", "a", "count"] == 1)
    #expect(again["phases", "a", "count"] == 2)
    #expect(other["phases", "a", "count"] == 2)
  }

  @Test(arguments: [
    issue("note", at: 6), issue("commit", session: nil), issue("issue_phase", at: 6),
    issue("phase_start", at: 6), issue("phase_end", at: 6), issue("state_enter", at: 6),
    issue("issue_phase", at: 6, phase: "p", ["duration_s": "-1"]),
    #"{"metadata":{"issue_id":"BUG-1"}}"#, issue("issue_start", at: 6), issue("reply_ready"),
  ])
  func `any event of the issue makes its next completion another one`(between: String) throws {
    let end = issue("issue_complete", at: 5, ["phases": #"{"a":1}"#])

    let again = try phaseTiming(end, between, end)
    let velocity = try report(Velocity(), [end, between, end])

    #expect(again["phases", "a", "count"] == 2)
    #expect(velocity["overall", "completed"] == 2 && velocity["duplicates"] == 0)
  }

  @Test(arguments: [
    issue("note", "BUG-2", at: 6), #"{"event":"note"}"#, #"{"event":"note","issue_id":null}"#,
    #"{"event":"note","issue_id":{"id":"BUG-1"}}"#, #"{"event":"state_enter","state":"x"}"#,
  ])
  func `an event of no issue or another one does not`(between: String) throws {
    let end = issue("issue_complete", at: 5, ["phases": #"{"a":1}"#])

    let duplicate = try phaseTiming(end, between, end)

    #expect(duplicate["phases", "a", "count"] == 1)
    #expect(try report(Velocity(), [end, between, end])["duplicates"] == 1)
  }

  @Test func `an event belongs to the attempt that its own session started`() throws {
    let report = try phaseTiming(
      issue("issue_start", at: 0, session: "s1"),
      issue("issue_start", at: 1, session: "s2"),
      issue("issue_phase", at: 2, session: "s1", phase: "p", ["duration_s": "4"]),
      issue("issue_complete", at: 3, session: "s2", ["phases": #"{"p":1}"#]),
      issue("issue_complete", at: 4, session: "s1", ["phases": #"{"p":1}"#]))

    // The map of s2 counts, because its attempt did not measure p; the map of s1 does not.
    #expect(report["phases", "p", "count"] == 2)
    #expect(report["phases", "p", "sum_s"] == 5.0)
  }

  @Test func `a run stands in for a session`() throws {
    let report = try phaseTiming(
      issue("issue_start", at: 0, session: nil, ["run_id": #""r1""#]),
      issue("issue_start", at: 1, session: "s2"),
      issue(
        "issue_phase", at: 2, session: nil, phase: "p",
        ["duration_s": "4", "run_id": #""r1""#]),
      issue("issue_complete", at: 3, session: "s2", ["phases": #"{"p":1}"#]))

    #expect(report["phases", "p", "count"] == 2)
  }

  @Test func `an event of no known session belongs to the most recent attempt`() throws {
    let report = try phaseTiming(
      issue("issue_start", at: 0, session: "s1"),
      issue("issue_start", at: 1, session: "s2"),
      issue("issue_phase", at: 2, session: nil, phase: "p", ["duration_s": "4"]),
      issue("issue_complete", at: 3, session: "s2", ["phases": #"{"p":1}"#]),
      issue("issue_complete", at: 4, session: "other", ["phases": #"{"p":2}"#]))

    #expect(report["phases", "p", "count"] == 2)
    #expect(report["phases", "p", "sum_s"] == 6.0)
  }

  @Test func `a new start abandons the open attempt of its session, whose pairs stay`() throws {
    let report = try phaseTiming(
      issue("issue_start", at: 0),
      issue("phase_start", at: 1, phase: "p"),
      issue("phase_end", at: 2, phase: "p"),
      issue("phase_start", at: 3, phase: "q"),
      issue("issue_start", at: 4),
      issue("phase_end", at: 5, phase: "q"),
      issue("issue_phase", at: 6, phase: "p", ["duration_s": "10"]),
      issue("issue_complete", at: 7))

    #expect(report["phases"]?.names == ["p"])
    #expect(report["phases", "p", "sum_s"] == 11.0)
  }

  @Test func `events without an issue are in no attempt`() throws {
    let report = try phaseTiming(
      line("phase_start", at: 0, ["phase": #""p""#]),
      line("phase_end", at: 1, ["phase": #""p""#]),
      line("issue_phase", at: 2, ["phase": #""p""#, "issue_id": #""""#]),
      line("issue_complete", at: 3, ["phases": #"{"p":1}"#]))

    #expect(report["phases"]?.names == [] && report["elapsed"]?.names == [])
  }

  @Test func `a closed attempt leaves nothing but sums and the issue's id`() throws {
    let lines = (0..<100).flatMap { number in
      [
        issue("issue_start", "BUG-\(number)", at: 0),
        issue("issue_phase", "BUG-\(number)", at: 1, phase: "p", ["duration_s": "1"]),
        issue("issue_phase", "BUG-\(number)", at: 1, phase: "marker"),
        issue("issue_complete", "BUG-\(number)", at: 2, ["phases": #"{"q":1}"#]),
      ]
    }

    let few = try StateEncoder().encode(given(PhaseTiming(), Array(lines[..<200]))).count
    let many = try StateEncoder().encode(given(PhaseTiming(), lines)).count

    // Beyond the ids nothing grows: exact values of two distributions turn into buckets.
    #expect(many - few < 50 * "sBBUG-00".utf8.count)
  }
}
