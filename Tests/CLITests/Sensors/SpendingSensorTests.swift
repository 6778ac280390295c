import Glibc
import TLM
import TestSupport
import Testing

/// The sensors of agents by what a user and their agents really have: prices of their own, and hooks.
@Suite struct SpendingSensorTests {
  private static let response =
    #"{"type":"assistant","sessionId":"s","message":{"id":"m","model":"of-nobody","#
    + #""usage":{"input_tokens":1000000,"output_tokens":0}}}"#

  private static let rules = """
    modes:
      NORMAL: {}
      ALERT: {}
    edges: [NORMAL_to_ALERT]
    transition_rules:
      NORMAL_to_ALERT:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 5}]
    """

  /// A model answers now: a line without a time has that of the one before.
  private func respond(_ sandbox: Sandbox) throws {
    try #require(sandbox.tlm("emit", "asked").code == 0)
    let file = try sandbox.file("response.jsonl", Self.response + "\n")
    try #require(sandbox.tlm("append", file).code == 0)
  }

  private func cost(_ sandbox: Sandbox) throws -> Double? {
    try json(sandbox.tlm("sensors", "get", "agent_cost_today", "--json").output)["sensors"]?[
      "agent_cost_today"]?["value"]?.number
  }

  private func price(_ sandbox: Sandbox, _ dollars: Int) throws {
    sandbox.folder("home/.config/tlm")
    let text = "prices: [{model: of-nobody, input: \(dollars), output: 0}]\n"
    try Disk.write(sandbox.path + "/home/.config/tlm/prices.yaml", Array(text.utf8))
  }

  @Test func `a user's prices hold in the sensors, and a mistake in them is told`() throws {
    let sandbox = try Sandbox()
    try respond(sandbox)
    #expect(try cost(sandbox) == 0)

    try price(sandbox, 3)
    #expect(try cost(sandbox) == 3)
    try Disk.append(
      sandbox.store + "/config.yaml", "prices: [{model: of-nobody, input: 4, output: 0}]\n")
    #expect(try cost(sandbox) == 4)

    let path = sandbox.path + "/home/.config/tlm/prices.yaml"
    try Disk.write(path, Array("prices: [{model: 7}, {input: x}]\n".utf8))
    let told = try sandbox.tlm("sensors", "get", "agent_cost_today")
    #expect(told.code == 2 && told.errors.contains("prices.yaml:1:"), "\(told.errors)")
  }

  @Test func `a rule decides by them, and what it decided is confirmed by them alone`() throws {
    let sandbox = try Sandbox()
    try Disk.write(sandbox.store + "/rules.yaml", Array((Self.rules + "\n").utf8))
    try price(sandbox, 2)
    let watch = try sandbox.start("watch", "--sample", "off")
    try respond(sandbox)
    _ = try eventually("a cost on the board") { try cost(sandbox) == 2 ? true : nil }
    #expect(try json(sandbox.tlm("mode", "show", "--json").output)["mode"] == "NORMAL")

    // While it runs the price rises; the response was told before.
    try price(sandbox, 6)
    _ = try eventually("ALERT") {
      try json(sandbox.tlm("mode", "show", "--json").output)["mode"] == "ALERT" ? true : nil
    }
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)

    let verified = try json(sandbox.tlm("control", "verify", "--json").output)
    #expect(verified["confirmed"] == 1, "\(verified)")
    let tested = try json(sandbox.tlm("control", "backtest", "--json").output)
    #expect(tested["transitions"]?.elements.count == 1, "\(tested)")
    try price(sandbox, 1)
    let other = try json(sandbox.tlm("control", "verify", "--json").output)
    #expect(other["confirmed"] == 0 && other["foreign"] == 1, "\(other)")
  }

  @Test(arguments: ["none", "summary", "full"])
  func `a loop is seen however much of calls is kept`(content: String) throws {
    let sandbox = try Sandbox()
    try Disk.append(sandbox.store + "/config.yaml", "content: \(content)\n")
    let long = String(repeating: "x", count: 2000)
    for number in 0..<8 {
      // Four are the same; the others differ in a byte at their end.
      let command = number < 4 ? long : long + "\(number)"
      let call: Value = [
        "session_id": "s", "hook_event_name": "PreToolUse", "tool_name": "Bash",
        "tool_input": ["command": .string(command)],
        "tool_use_id": .string("toolu_0123456789\(number)"),
      ]
      let told = try Command.run(
        Sandbox.binary + "-hook", ["claude-code"], input: Array(JSONWriter.text(of: call).utf8),
        environment: sandbox.variables([:]), in: sandbox.path)
      try #require(told.code == 0)
    }

    #expect(try sandbox.tlm("sensors", "get", "agent_calls_repeated").output == "4\n")
    let digests = try sandbox.events().compactMap { try json($0)["input_digest"]?.text }
    #expect(Set(digests).count == (content == "full" ? 0 : 5))
  }
}
