import Glibc
import TLM
import TestSupport
import Testing

/// A store whose agents are gated by a real watch, and what a host, an agent and a person do there.
struct GatedStore {
  let sandbox: Sandbox
  let watch: Command

  static let held = """
    modes:
      NORMAL: {allowed_tool_categories: []}
      HELD: {allowed_tool_categories: [read_only]}
    edges: [NORMAL_to_HELD, {edge: HELD_to_NORMAL, human_only: true}]
    """

  /// - Parameter rules: a rule file; the store's own from then on.
  init(_ rules: String = Self.held) throws {
    sandbox = try Sandbox()
    try Disk.write(sandbox.store + "/rules.yaml", Array((rules + "\n").utf8))
    sandbox.folder("home/.claude")
    try #require(sandbox.tlm("gate", "install", "claude-code").code == 0)
    watch = try sandbox.start("watch", "--sample", "off")
    try wait(for: "the gate to be in force") { try mode() != nil }
  }

  func end() throws {
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)
  }

  /// The mode that the gate goes by; nil where nothing is gated.
  func mode() throws -> String? {
    let status = try json(sandbox.tlm("gate", "explain", "--json").output)
    return status["boards"]?.elements.first?["mode"]?.text
  }

  func wait(for what: String, _ holds: () throws -> Bool) throws {
    _ = try eventually(what) { try holds() ? true : nil }
  }

  func wait(forMode wanted: String) throws { try wait(for: wanted) { try mode() == wanted } }

  /// A call as the host tells it.
  static func call(_ tool: String, _ input: Value, id: String = "", event: String = "PreToolUse")
    -> String
  {
    JSONWriter.text(
      of: [
        "session_id": "s1", "hook_event_name": .string(event), "tool_name": .string(tool),
        "tool_input": input, "tool_use_id": .string("toolu_0123456789" + id),
      ])
  }

  /// What the host is told of a call: `nothing`, `ask` or `deny`.
  func gate(_ call: String, _ variables: [String: String] = [:]) throws -> String {
    let result = try Command.run(
      Sandbox.binary + "-gate", ["claude-code"], input: Array(call.utf8),
      environment: sandbox.variables(variables), in: sandbox.path)
    try #require(result.code == 0 && result.errors.isEmpty)
    if result.output.isEmpty { return "nothing" }
    return try #require(
      json(result.output)["hookSpecificOutput"]?["permissionDecision"]?.text)
  }

  func hook(_ call: String) throws {
    let result = try Command.run(
      Sandbox.binary + "-hook", ["claude-code"], input: Array(call.utf8),
      environment: sandbox.variables([:]), in: sandbox.path)
    try #require(result.code == 0 && result.output.isEmpty)
  }

  /// A person at a terminal.
  @discardableResult
  func person(_ words: String...) throws -> Command.Result {
    try Command.run(
      Sandbox.binary, words, environment: sandbox.variables([:]), in: sandbox.path, screen: .whole)
  }

  /// An agent's shell.
  func agent(_ words: String...) throws -> Command.Result { try agent(words) }

  func agent(_ words: [String]) throws -> Command.Result {
    try Command.run(
      Sandbox.binary, words, environment: sandbox.variables(["CLAUDECODE": "1"]),
      in: sandbox.path)
  }

  /// The calls that the log says were refused.
  func refused() throws -> [String] {
    try sandbox.events().compactMap { line in
      let event = try json(line)
      return event["event"] == "agent_call_gated" ? event["tool_use_id"]?.text ?? "" : nil
    }
  }
}
