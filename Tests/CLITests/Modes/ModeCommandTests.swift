import TLM
import TestSupport
import Testing

@Suite struct ModeCommandTests {
  private static let alert =
    #"{"ts":"2026-02-13T10:02:41Z","event":"mode_transition","from":"NORMAL","to":"ALERT","#
    + #""rule":"NORMAL_to_ALERT","reasons":[{"sensor":"perf_system_cpu_load","value":91.2,"#
    + #""operator":">","threshold":85,"held_s":34}]}"# + "\n"

  private static func proposal(_ id: String) -> String {
    #"{"ts":"2026-02-13T10:04:00Z","event":"mode_transition_proposed","proposal_id":""# + id
      + #"","from":"ALERT","to":"NORMAL","rule":"ALERT_to_NORMAL"}"# + "\n"
  }

  @Test func `a store begins in the first mode, with its constraints`() throws {
    let sandbox = try Sandbox()

    let text = try sandbox.tlm("mode")
    let document = try json(sandbox.tlm("mode", "show", "--json").output)

    #expect(text.code == 0 && text.lines[0].hasPrefix("NORMAL"))
    #expect(document["mode"] == "NORMAL" && document["since"] == .null)
    #expect(document["constraints"]?["max_concurrent_tasks"]?.integer == 5)
    #expect(try sandbox.tlm("mode", "history").code == 1)
  }

  @Test func `explain says it in a sentence with the readings`() throws {
    let sandbox = try Sandbox()
    let first = #"{"ts":"2026-02-13T10:02:30Z","event":"begun"}"# + "\n"
    try #require(try sandbox.tlm("append", input: first + Self.alert).code == 0)

    let text = try sandbox.tlm("mode", "explain").output

    #expect(
      text.contains("because perf_system_cpu_load stayed above 85 % for 34 s (last 91.2 %)"),
      "\(text)")
    #expect(text.hasPrefix("ALERT since 2026-02-13T10:02:41"))
    #expect(try sandbox.tlm("mode", "explain", "--at", "2026-02-13T10:00:00Z").code == 0)
    let before = try sandbox.tlm("mode", "show", "--json", "--at", "2026-02-13T10:02:40Z")
    #expect(try json(before.output)["mode"] == "NORMAL")
  }

  @Test func `set changes the mode, says who and why, and only along an edge`() throws {
    let sandbox = try Sandbox()

    let done = try sandbox.tlm(
      "mode", "set", "ALERT", "--reason", "deploying", "--by", "ada", "--json")
    let wrong = try sandbox.tlm("mode", "set", "RECOVERY", "--reason", "x")
    let again = try sandbox.tlm("mode", "set", "ALERT", "--reason", "x")
    let unknown = try sandbox.tlm("mode", "set", "PANIC", "--reason", "x")

    #expect(done.code == 0)
    #expect(try json(done.output)["appended"] == true)
    #expect(wrong.code == 2 && wrong.errors.contains("NORMAL, DEGRADED, LOCKDOWN"))
    #expect(again.code == 2 && again.errors.contains("ALERT already"))
    #expect(unknown.code == 64 && unknown.errors.contains("LOCKDOWN"))
    #expect(try sandbox.tlm("mode", "set", "NORMAL").code == 64, "a reason must be given")
    let why = try sandbox.tlm("mode", "explain").output
    #expect(why.contains("deploying") && why.contains("ada"))
    let history = try json(sandbox.tlm("mode", "history", "--json").output).elements
    #expect(history.count == 1 && history[0]["to"] == "ALERT")
  }

  @Test func `of many who set the mode at once one does`() throws {
    let sandbox = try Sandbox()
    let setters = try (0..<8).map { number in
      try sandbox.start("mode", "set", "ALERT", "--reason", "n\(number)", "--json")
    }

    let codes = try setters.map { try $0.finish().code }

    #expect(codes.count { $0 == 0 } == 1)
    // Who looked before was too late, who looked after is there already.
    #expect(codes.allSatisfy { (0...2).contains($0) })
    #expect(try sandbox.events().count { $0.contains("mode_transition") } == 1)
  }

  @Test func `a proposal is answered once, and approved only while the mode is the same`() throws {
    let sandbox = try Sandbox()
    let lines = Self.alert + Self.proposal("p1") + Self.proposal("p2")
    try #require(try sandbox.tlm("append", input: lines).code == 0)

    let approved = try sandbox.tlm("mode", "approve", "p1", "--by", "ada", "--note", "calm")
    let twice = try sandbox.tlm("mode", "reject", "p1")
    try #require(try sandbox.tlm("mode", "set", "DEGRADED", "--reason", "disk").code == 0)
    let late = try sandbox.tlm("mode", "approve", "p2")
    let refused = try sandbox.tlm("mode", "reject", "p2")
    let none = try sandbox.tlm("mode", "approve", "p3")

    #expect(approved.code == 0, "\(approved.errors)")
    #expect(twice.code == 1)
    #expect(late.code == 1)
    #expect(refused.code == 0, "a no is as good later")
    #expect(none.code == 2 && none.errors.contains("no proposal p3"))
    let answers = try sandbox.events().filter {
      $0.contains("_approved") || $0.contains("_rejected")
    }
    #expect(answers.count == 2)
    #expect(answers[0].contains("\"by\":\"ada\"") && answers[0].contains("\"note\":\"calm\""))
  }

  @Test func `modes come from a rule file that is given`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(
      "rules.yaml",
      """
      modes:
        CALM: {max_concurrent_tasks: 9}
        STORM: {}
      edges: [CALM_to_STORM, STORM_to_CALM]
      """)

    let document = try json(
      sandbox.tlm("mode", "show", "--json", "--rules", "rules.yaml").output)
    let set = try sandbox.tlm(
      "mode", "set", "STORM", "--reason", "wind", "--rules", "rules.yaml")

    #expect(document["mode"] == "CALM")
    #expect(document["constraints"]?["max_concurrent_tasks"]?.integer == 9)
    #expect(set.code == 0, "\(set.errors)")
  }
}
