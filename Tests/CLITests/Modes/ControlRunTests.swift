import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The control loop in the foreground, and people who answer it.
@Suite struct ControlRunTests {
  private let sandbox: Sandbox

  /// Goes up at a call of high risk, and asks before it comes down.
  private static let rules = """
    modes: {NORMAL: {}, ALERT: {}}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    transition_rules:
      NORMAL_to_ALERT:
        conditions:
          - {metric: safety_tool_high_risk_calls, operator: ">", value: 0, window_seconds: 30}
      ALERT_to_NORMAL:
        conditions: [{metric: perf_system_cpu_load, operator: "<", value: 70}]
        requires_human_approval: true
        proposal_expires_seconds: LIFE
    """

  init() throws {
    sandbox = try Sandbox()
    try setRules(life: 300)
  }

  private func setRules(life: Int) throws {
    _ = try sandbox.file("rules.yaml", Self.rules.replacing("LIFE", with: "\(life)"))
  }

  private func run(_ arguments: String...) throws -> Command {
    let loop = try Command(
      Sandbox.binary, ["control", "run", "--rules", "rules.yaml"] + arguments,
      environment: sandbox.variables([:]), in: sandbox.path)
    _ = try loop.document("it runs") { $0["kind"] == "running" }
    return loop
  }

  private func emit(_ arguments: String...) throws {
    try #require(try sandbox.tlm(["emit"] + arguments).code == 0)
  }

  /// Up, and the id of the proposal to come down.
  private func proposal(_ loop: Command) throws -> String {
    try emit("tool_call_failed", "risk_level=high")
    _ = try loop.document("ALERT") { $0["event"]?["to"] == "ALERT" }
    try emit("system_metrics_snapshot", "cpu_load_percent:=20")
    let proposal = try loop.document("a proposal") { $0["kind"] == "proposal" }
    return try #require(proposal["event"]?["proposal_id"]?.text)
  }

  private func end(_ loop: Command) throws -> Command.Result {
    loop.signal(SIGTERM)
    let end = try loop.finish()
    #expect(end.code == 0, "\(end.errors)")
    return end
  }

  @Test func `a proposal that is approved becomes a transition, and all is said in sentences`()
    throws
  {
    let loop = try run()
    let id = try proposal(loop)

    let approved = try sandbox.tlm("mode", "approve", id, "--by", "ada", "--note", "calm")
    let normal = try loop.document("NORMAL") {
      $0["event"]?["to"] == "NORMAL" && $0["kind"] == "transition"
    }

    #expect(approved.code == 0, "\(approved.errors)")
    #expect(normal["event"]?["approved_by"] == "ada")
    let why = try #require(normal["why"]?.text)
    #expect(why.contains(" because perf_system_cpu_load was 20 %, below 70 %, approved by ada"))
    let said = try sandbox.tlm("mode", "explain").output
    #expect(
      why.replacing(".000000Z", with: "Z") == said.dropLast().replacing(".000000Z", with: "Z"))
    #expect(try json(sandbox.tlm("mode", "--json").output)["mode"] == "NORMAL")
    let last = try json(#require(try end(loop).lines.last))
    #expect(last["kind"] == "stopped" && last["decisions"] == 3)
    let verified = try sandbox.tlm("control", "verify", "--rules", "rules.yaml", "--json")
    #expect(try json(verified.output)["confirmed"] == 2, "\(verified.output)")
  }

  @Test func `one that is rejected changes nothing`() throws {
    let loop = try run()
    let id = try proposal(loop)

    #expect(try sandbox.tlm("mode", "reject", id, "--by", "ada").code == 0)
    _ = try loop.document("the answer") { $0["kind"] == "answer" }
    try emit("system_metrics_snapshot", "cpu_load_percent:=21")

    let late = try sandbox.tlm("mode", "approve", id)
    #expect(late.code == 1)
    #expect(try json(sandbox.tlm("mode", "--json").output)["mode"] == "ALERT")
    _ = try end(loop)
  }

  @Test func `one that has expired cannot be approved, and it says when that was`() throws {
    try setRules(life: 1)
    let loop = try run()
    let id = try proposal(loop)

    let refused = try eventually("the expiry") {
      let answer = try sandbox.tlm("mode", "approve", id, "--json")
      // Who was in time before it expired has approved it, and the test has to begin anew.
      return answer.code == 1 ? answer : nil
    }
    let said = try sandbox.tlm("mode", "approve", id)

    if try sandbox.events().contains(where: { $0.contains("_approved") }) { return }
    #expect(try json(refused.output)["appended"] == false)
    #expect(
      said.code == 1 && said.errors.contains("proposal \(id) expired at 20"), "\(said.errors)")
    #expect(try json(sandbox.tlm("mode", "--json").output)["mode"] == "ALERT")
    #expect(try sandbox.tlm("mode", "reject", id).code == 0, "a no is as good later")
    _ = try end(loop)
  }

  @Test func `two scopes have two modes, and neither hinders the other`() throws {
    let (one, other) = try (run("--scope", "build"), run("--scope", "deploy"))

    try emit("tool_call_failed", "risk_level=high")
    for loop in [one, other] {
      let alert = try loop.document("ALERT") { $0["kind"] == "transition" }
      #expect(alert["event"]?["to"] == "ALERT")
    }
    func mode(_ arguments: String...) throws -> String? {
      try json(
        sandbox.tlm(["mode", "show", "--rules", "rules.yaml", "--json"] + arguments).output)[
          "mode"]?.text
    }
    #expect(try mode("--scope", "build") == "ALERT")
    #expect(try mode("--scope", "deploy") == "ALERT")
    #expect(try mode() == "NORMAL")

    let set = try sandbox.tlm(
      "mode", "set", "NORMAL", "--rules", "rules.yaml", "--scope", "build", "--reason", "by hand")
    #expect(set.code == 0, "\(set.errors)")
    #expect(try mode("--scope", "build") == "NORMAL")
    #expect(try mode("--scope", "deploy") == "ALERT")
    let history = try sandbox.tlm(
      "mode", "history", "--scope", "deploy", "--rules", "rules.yaml", "--json")
    #expect(try json(history.output).elements.count == 1)
    let why = try sandbox.tlm("mode", "explain", "--scope", "build", "--rules", "rules.yaml")
    #expect(why.output.contains("by hand"))
    #expect(!Files.exists(sandbox.store + "/board"), "a scope publishes no board")
    for loop in [one, other] { _ = try end(loop) }
    let verified = try sandbox.tlm(
      "control", "verify", "--rules", "rules.yaml", "--scope", "build", "--json")
    #expect(try json(verified.output)["manual"] == 1)
    #expect(try json(verified.output)["confirmed"] == 1)
  }

  @Test func `who sets the mode of one scope is not hindered by another's transition`() throws {
    let store = try Store.open(at: .init(path: sandbox.store, reason: .option))
    let policy = try Policy(
      yaml: Self.rules.replacing("LIFE", with: "300"), file: "rules.yaml")
    for scope in [nil, "build"] {
      let seen = try store.mode(under: policy, scope: scope)
      try store.log.append(
        NewEvent(
          "mode_transition", at: .current,
          fields: [Member("scope", "other"), Member("from", "NORMAL"), Member("to", "ALERT")]))
      let receipt = try store.setMode(
        "ALERT", from: seen, reason: "x", by: nil, under: policy, scope: scope)
      #expect(receipt.lines == 1)

      #expect(throws: AppendError.self, "what was seen is of before") {
        try store.setMode("ALERT", from: seen, reason: "x", by: nil, under: policy, scope: scope)
      }
    }
  }

  @Test func `on a terminal each change is a line for people`() throws {
    let loop = try sandbox.start(
      "control", "run", "--rules", "rules.yaml",
      environment: ["NO_COLOR": "1", "TZ": "UTC", "COLUMNS": "200"],
      screen: .output)
    #expect(try loop.nextLine()?.hasPrefix("rules: rules.yaml, 2 modes, 2 rules") == true)
    #expect(try loop.nextLine()?.hasPrefix("NORMAL") == true)

    try emit("tool_call_failed", "risk_level=high")

    let line = try #require(try loop.nextLine())
    #expect(
      line.contains(
        "  NORMAL → ALERT because safety_tool_high_risk_calls was 1 call in 30 s, above 0 calls"),
      "\(line)")
    loop.signal(SIGINT)
    #expect(try loop.finish().code == 0)
  }
}
