import Events
import Projections
import Testing

/// States of loops.
@Suite struct LoopStatesTests {
  @Test func `an action is filed under the state that its loop is in`() throws {
    let report = try phaseTiming(
      line("loop_start", ["run_id": #""r""#]),
      line("state_enter", ["run_id": #""r""#, "state": #""check""#]),
      line("action_complete", ["run_id": #""r""#, "duration_ms": "2000", "exit_code": "0"]),
      line("action_complete", ["run_id": #""r""#, "duration_ms": "4000", "exit_code": "1"]),
      line("action_complete", ["run_id": #""r""#]))

    let check = report["states", "check"]
    #expect(check?["entries"] == 1 && check?["actions"] == 3 && check?["failure"] == 1)
    #expect(check?["count"] == 2 && check?["sum_s"] == 6.0 && check?["mean_s"] == 3.0)
    #expect(check?["share"] == 1.0)
    #expect(report["states_bottleneck"] == "check")
  }

  @Test func `a state that the action names comes first`() throws {
    let report = try phaseTiming(
      line("state_enter", ["state": #""a""#]),
      line("action_complete", ["state": #""b""#, "duration_ms": "1"]))

    #expect(report["states", "a", "actions"] == 0)
    #expect(report["states", "b", "actions"] == 1)
  }

  @Test(arguments: ["loop_start", "loop_complete"])
  func `a loop that begins or ends is in no state`(event: String) throws {
    let report = try phaseTiming(
      line("state_enter", ["state": #""a""#]), line(event, [:]),
      line("action_complete", ["duration_ms": "1"]))

    #expect(report["states", "unknown", "actions"] == 1)
    #expect(report["states", "a", "entries"] == 1)
  }

  @Test func `runs, sessions and depths are apart`() throws {
    let report = try phaseTiming(
      line("state_enter", ["state": #""run""#, "run_id": #""x""#]),
      line("state_enter", ["state": #""deep""#, "run_id": #""x""#, "depth": "1"]),
      line("state_enter", ["state": #""session""#, "session_id": #""y""#]),
      line("state_enter", ["state": #""none""#]),
      line("action_complete", ["run_id": #""x""#, "session_id": #""y""#, "duration_ms": "1"]),
      line("action_complete", ["run_id": #""x""#, "depth": "1", "duration_ms": "1"]),
      line("action_complete", ["session_id": #""y""#, "duration_ms": "1"]),
      line("action_complete", ["duration_ms": "1"]))

    for state in ["run", "deep", "session", "none"] {
      #expect(report["states", state, "actions"] == 1)
    }
  }

  @Test func `an invalid duration is counted, and the action with it`() throws {
    let report = try phaseTiming(
      line("state_enter", [:]), line("action_complete", ["duration_ms": "-5"]))

    #expect(report["invalid"] == 1)
    #expect(report["states"]?.names == ["unknown"])
    #expect(report["states", "unknown", "actions"] == 1)
    #expect(report["states", "unknown", "count"] == 0)
    #expect(report["states", "unknown", "share"] == .some(.null))
  }
}
