import Events
import Projections
import Testing
import Folding

@Suite struct ModeStateTests {
  private func report(_ lines: String..., as mode: ModeState = ModeState()) throws -> Value {
    mode.report(of: try given(mode, lines))
  }

  private func change(
    _ from: String, _ to: String, at time: Int?, _ fields: KeyValuePairs<String, String> = [:]
  ) -> String {
    var line = line("mode_transition", at: time, fields)
    line.removeLast()
    return line + #","from":"\#(from)","to":"\#(to)"}"#
  }

  @Test func `before the first transition the first mode is in force`() throws {
    let report = try report()

    #expect(report["mode"] == "NORMAL")
    #expect(report["since"] == .some(.null))
    #expect(report["why"] == "NORMAL is the first mode; nothing has changed it")
    #expect(try self.report(as: ModeState(initialMode: "IDLE"))["mode"] == "IDLE")
  }

  @Test func `transitions are followed one after the other`() throws {
    let report = try report(
      change("NORMAL", "ALERT", at: 0), change("ALERT", "DEGRADED", at: 30),
      line("mode_transition", at: 90, ["from_mode": #""DEGRADED""#, "to_mode": #""RECOVERY""#]))

    #expect(report["mode"] == "RECOVERY")
    #expect(report["since"] == "2026-02-02T02:41:30.000000Z")
    #expect(report["time_in_mode_s"] == ["ALERT": 30.0, "DEGRADED": 60.0])
    #expect(
      report["edges"] == [
        ["from": "ALERT", "to": "DEGRADED", "count": 1],
        ["from": "DEGRADED", "to": "RECOVERY", "count": 1],
        ["from": "NORMAL", "to": "ALERT", "count": 1],
      ])
  }

  @Test(arguments: [30, nil] as [Int?])
  func `two that follow one another at one time are both followed`(time: Int?) throws {
    let first = change("NORMAL", "ALERT", at: 30)
    let chains: [[String]] = [
      [change("ALERT", "DEGRADED", at: time)],
      [change("ALERT", "DEGRADED", at: time), change("DEGRADED", "RECOVERY", at: time)],
      [change("ALERT", "NORMAL", at: time), change("NORMAL", "ALERT", at: time)],
    ]
    for (chain, end) in zip(chains, ["DEGRADED", "RECOVERY", "ALERT"]) {
      let state = try given(ModeState(), [first] + chain)

      #expect(state.course.mode.text == end)
      #expect(state.course.history.count == 1 + chain.count)
      #expect(state.course.late == 0 && state.course.elsewhere == 0)
    }
    let early = try given(ModeState(), [first, change("ALERT", "DEGRADED", at: 29)])
    #expect(early.course.mode.text == "ALERT" && early.course.late == 1)
  }

  @Test func `what does not begin at the mode in force is history`() throws {
    let report = try report(
      change("NORMAL", "ALERT", at: 10), change("NORMAL", "LOCKDOWN", at: 11),
      change("ALERT", "LOCKDOWN", at: 9), change("ALERT", "ALERT", at: 12),
      change("ALERT", "LOCKDOWN", at: 13, ["scope": #""other""#]))

    #expect(report["mode"] == "ALERT")
    #expect(
      report["not_followed"] == [
        "from_another_mode": 1, "older": 1, "to_the_same_mode": 1, "other_scope": 1,
      ])
  }

  @Test func `a transition that does not say where it begins begins here`() throws {
    let report = try report(
      change("NORMAL", "ALERT", at: 0), line("mode_transition", at: 1, ["to": #""LOCKDOWN""#]))

    #expect(report["mode"] == "LOCKDOWN")
    #expect(
      report["edges"] == [
        ["from": "ALERT", "to": "LOCKDOWN", "count": 1],
        ["from": "NORMAL", "to": "ALERT", "count": 1],
      ])
  }

  @Test func `a scope has a mode of its own`() throws {
    let lines = [
      change("NORMAL", "ALERT", at: 0), change("NORMAL", "LOCKDOWN", at: 1, ["scope": #""ci""#]),
    ]

    let scoped = ModeState(initialMode: "NORMAL", scope: "ci")

    #expect(scoped.report(of: try given(scoped, lines))["mode"] == "LOCKDOWN")
    #expect(ModeState().report(of: try given(ModeState(), lines))["mode"] == "ALERT")
  }

  @Test func `a return within ten minutes is flapping, counted by the day`() throws {
    let report = try report(
      change("NORMAL", "ALERT", at: 0), change("ALERT", "NORMAL", at: 600),
      change("NORMAL", "ALERT", at: 1200), change("ALERT", "DEGRADED", at: 1201),
      change("DEGRADED", "ALERT", at: 1802), change("ALERT", "DEGRADED", at: 90_000),
      change("DEGRADED", "ALERT", at: 90_001))

    #expect(report["flapping"] == ["2026-02-02": 2, "2026-02-03": 1])
  }

  @Test func `the sentence says why`() throws {
    let reasons =
      #"[{"sensor":"perf_system_cpu_load","value":91.2,"operator":">","threshold":85,"held_s":34}]"#
    let report = try report(
      change("NORMAL", "ALERT", at: 0, ["rule": #""NORMAL_to_ALERT""#, "reasons": reasons]))

    #expect(
      report["why"]
        == "ALERT since 2026-02-02T02:40:00.000000Z because perf_system_cpu_load > 85 for 34 s (91.2) (rule NORMAL_to_ALERT)"
    )
  }

  @Test func `history and texts are bounded`() throws {
    let long = "\"" + String(repeating: "ä", count: 2000) + "\""
    let lines = (0..<200).map { index in
      change(
        index % 2 == 0 ? "NORMAL" : "ALERT", index % 2 == 0 ? "ALERT" : "NORMAL", at: index,
        ["reason": long])
    }

    let state = try given(ModeState(), lines)

    #expect(state.course.history.count == ModeRecord.historyLimit)
    #expect(
      state.course.history.allSatisfy { $0.reason.map { $0.text.utf8.count <= 512 } ?? false })
    let bytes = try StateEncoder().encode(state)
    #expect(try StateDecoder().decode(ModeState.State.self, from: bytes) == state)
  }
}
