import Events
import Projections
import Testing

/// Phases of issues: what a timed phase, a pair, a map and a marker each count for.
@Suite struct PhaseTimingTests {
  @Test func `a timed phase counts at once, in total, by tool and by type`() throws {
    let report = try phaseTiming(
      issue(
        "issue_phase", "BUG-042", phase: "ready",
        ["duration_s": "67.2", "result": #""pass""#, "tool": #""ll-auto""#]))

    let ready: Value = [
      "count": 1, "success": 1, "failure": 0, "skipped": 0, "unknown": 0, "sum_s": 67.2,
      "mean_s": 67.2, "min_s": 67.2, "max_s": 67.2, "p50_s": 67.2, "p90_s": 67.2,
      "p95_s": 67.2, "p99_s": 67.2, "share": 1.0,
    ]
    #expect(report["phases"] == ["ready": ready])
    #expect(report["by_tool"] == ["ll-auto": ["ready": ready]])
    #expect(report["by_type"] == ["BUG": ["ready": ready]])
    #expect(report["bottleneck"] == "ready")
    #expect(report["elapsed"]?.names == [])
  }

  @Test func `an empty log has empty maps and no bottleneck`() throws {
    #expect(
      try phaseTiming() == [
        "phases": [:] as Value, "bottleneck": nil, "elapsed": [:] as Value,
        "states": [:] as Value, "states_bottleneck": nil, "requests": [:] as Value,
        "requests_bottleneck": nil, "by_tool": [:] as Value, "by_type": [:] as Value,
        "attempts": ["completed": 0, "timed": 0, "success": 0, "failure": 0, "skipped": 0],
        "failures": [], "invalid": 0,
      ])
  }

  @Test func `outcomes other than success, failure and skipped are unknown`() throws {
    let words = ["pass", "failed", "skipped", "partial", "timeout", "canceled", "running", "what"]
    let lines = words.map {
      issue("issue_phase", phase: "p", ["duration_s": "1", "result": #""\#($0)""#])
    }

    let report = PhaseTiming().report(of: try given(PhaseTiming(), lines))

    #expect(report["phases", "p", "success"] == 1)
    #expect(report["phases", "p", "failure"] == 1)
    #expect(report["phases", "p", "skipped"] == 1)
    #expect(report["phases", "p", "unknown"] == 5)
  }

  @Test func `a phase without a name is passed over`() throws {
    let report = try phaseTiming(
      issue("issue_phase", "BUG-1", ["duration_s": "1"]),
      issue("issue_phase", phase: "", ["duration_s": "-1"]))

    #expect(report["phases"]?.names == [] && report["invalid"] == 0)
  }

  @Test func `a phase counts also without an issue`() throws {
    let report = try phaseTiming(
      line("issue_phase", ["phase": #""p""#, "duration_ms": "1500"]))

    #expect(report["by_tool", "unknown", "p", "sum_s"] == 1.5)
    #expect(report["by_type"]?.names == ["unknown"])
  }

  @Test(arguments: ["-1", "9.1e9", "-0.001"])
  func `a duration that is negative or out of range is invalid and nothing else`(
    duration: String
  ) throws {
    let report = try phaseTiming(
      issue("issue_phase", at: 1, phase: "p", ["duration_s": duration]),
      issue("issue_complete", at: 5))

    #expect(report["invalid"] == 1)
    #expect(report["phases"]?.names == [] && report["elapsed"]?.names == [])
  }

  @Test func `zero is a duration`() throws {
    let report = try phaseTiming(issue("issue_phase", phase: "p", ["duration_s": "0"]))

    #expect(report["phases", "p", "count"] == 1)
    #expect(report["phases", "p", "share"] == .some(.null))
    #expect(report["bottleneck"] == .some(.null))
  }

  @Test(arguments: [
    ("BUG-042", "BUG"), ("feat-1-2", "feat"), ("BUG42-1", "unknown"), ("-1", "unknown"),
    ("BUG", "unknown"), ("BÜG-1", "unknown"), ("#7", "unknown"),
  ])
  func `the type of an issue is the letters before its first hyphen`(
    id: String, type: String
  ) throws {
    let report = try phaseTiming(issue("issue_phase", id, phase: "p", ["duration_s": "1"]))

    #expect(report["by_type"]?.names == [type])
  }

  @Test func `the type that an issue names itself comes first`() throws {
    let report = try phaseTiming(
      issue("issue_phase", phase: "p", ["duration_s": "1", "issue_type": #""EPIC""#]))

    #expect(report["by_type"]?.names == ["EPIC"])
  }

  @Test func `of equal phases the one that sorts first is the bottleneck`() throws {
    let report = try phaseTiming(
      issue("issue_phase", phase: "z", ["duration_s": "1"]),
      issue("issue_phase", phase: "b", ["duration_s": "2"]),
      issue("issue_phase", phase: "a", ["duration_s": "2"]))

    #expect(report["bottleneck"] == "a")
    #expect(report["phases"]?.names == ["a", "b", "z"])
    #expect(report["phases", "z", "share"] == 0.2)
  }

  @Test func `a map counts for the phases that nothing measured`() throws {
    let report = try phaseTiming(
      issue("issue_start", at: 0),
      issue("issue_phase", at: 1, phase: "ready", ["duration_s": "5"]),
      issue("phase_start", at: 1, phase: "implement"),
      issue("phase_end", at: 4, phase: "implement"),
      issue(
        "issue_complete", at: 9,
        [
          "phases":
            #"{"ready":100,"implement":100,"verify":7,"note":null,"unread":"x","bad":-1,"":3,"verify":8}"#,
          "tool": #""ll""#,
        ]))

    #expect(report["phases"]?.names == ["implement", "ready", "verify"])
    #expect(report["phases", "ready", "sum_s"] == 5.0)
    #expect(report["phases", "implement", "sum_s"] == 3.0)
    #expect(report["by_tool", "ll", "verify", "sum_s"] == 8.0, "the last of equal keys counts")
    #expect(report["phases", "verify", "unknown"] == 1)
    #expect(report["invalid"] == 2)
  }

  @Test func `the map of an attempt that never completes is never seen`() throws {
    let report = try phaseTiming(issue("issue_start", "BUG-1", ["phases": #"{"ready":1}"#]))

    #expect(report["phases"]?.names == [])
  }

  @Test func `a completion by itself is an attempt`() throws {
    let report = try phaseTiming(issue("issue.closed", "BUG-1", ["phases": #"{"ready":1}"#]))

    #expect(report["phases", "ready", "count"] == 1)
  }

  @Test(arguments: [
    "issue_complete", "issue.completed", "issue.closed", "state.issue_completed",
    "state.issue_failed", "state.issue_skipped", "parallel.worker_completed",
  ])
  func `every completion ends an attempt`(completion: String) throws {
    let report = try phaseTiming(
      issue("issue_start", at: 0),
      issue(completion, at: 1, ["phases": #"{"a":1}"#]),
      issue("issue_complete", at: 2, ["phases": #"{"a":1}"#]))

    #expect(report["phases", "a", "count"] == 1)
  }

  @Test func `markers last to the next marker or to the completion`() throws {
    let report = try phaseTiming(
      issue("issue_start", at: 0),
      issue("issue_phase", at: 10, phase: "ready"),
      issue("issue_phase", at: 13, phase: "implement", ["duration_s": "null"]),
      issue("issue_phase", at: 14, phase: "other", ["duration_s": "1"]),
      issue("issue_complete", at: 20))

    #expect(report["elapsed"]?.names == ["implement", "ready"])
    #expect(report["elapsed", "ready", "sum_s"] == 3.0)
    #expect(report["elapsed", "implement", "sum_s"] == 7.0)
    #expect(report["phases"]?.names == ["other"])
  }

  @Test func `a marker whose time runs backwards is invalid, one without time is nothing`() throws {
    let backwards = try phaseTiming(
      issue("issue_phase", at: 10, phase: "a"), issue("issue_complete", at: 9))
    let untimed = try phaseTiming(issue("issue_phase", phase: "a"), issue("issue_complete", at: 9))

    #expect(backwards["invalid"] == 1 && backwards["elapsed"]?.names == [])
    #expect(untimed["invalid"] == 0 && untimed["elapsed"]?.names == [])
  }
}
