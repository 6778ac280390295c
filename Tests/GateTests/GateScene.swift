import Board
import Control
import Events
import Journal
import Projections
import Sensors
import SystemCalls
import TestSupport

/// A store with a board that says what a test wants, and the real gate beside it.
struct GateScene {
  let scratch = Scratch()
  let storeID: String
  var home: String { scratch.path + "/home" }
  var board: String { scratch.store + "/board" }

  static let tools = GateTools(
    tools: [.init("mcp__prod__*", "high_risk")] + GateTools.shipped.tools,
    commands: [.init("rm -rf *", "high_risk"), .init("git status*", "read_only")])

  init() throws {
    storeID = try EventLog.create(scratch.store).identity().id
    try Folder.make(home)
  }

  /// Rules of one mode that is held to this.
  static func policy(_ constraints: String) throws -> Policy {
    try Policy(yaml: "modes:\n  HELD: {\(constraints)}\n", file: "held.yaml")
  }

  /// Publishes what a policy says of its first mode.
  func publish(
    _ policy: Policy, calls: Int = 0, to path: String? = nil, of store: String? = nil,
    at time: Timestamp = .current, isGated: Bool = true
  ) throws {
    let table = SensorTable(SensorMetrics())
    let plan = GatePlan(Self.tools, under: policy)
    let rules = plan.rules(in: ModeRecord(from: "HELD"), sensors: .shipped)
    var board = Board(
      path: path ?? board, of: table, in: store ?? storeID,
      modes: isGated ? policy.boardText(gating: rules) : policy.boardText)
    let bits = SensorReading(.number(plan.bits(in: "HELD", calls: calls).number), at: time)
    try board.publish(
      SensorMetrics().initial, through: .start, at: time,
      others: isGated ? [GateRules.sensor: bits] : [:])
  }

  /// What the gate tells the host of a call.
  func ask(
    _ document: String, _ arguments: [String] = [], _ variables: [String: String] = [:]
  ) throws -> HostAnswer {
    let environment = ["HOME": home, "PATH": "/usr/bin:/bin"].merging(variables) { $1 }
    return try HostAnswer(
      Command.run(
        Program.built("tlm-gate"), ["claude-code"] + arguments, input: Array(document.utf8),
        environment: environment, in: scratch.path))
  }

  /// The calls that the log says were refused, by their ids.
  func refused() throws -> [String] {
    try EventLog.open(scratch.store).eventLines().compactMap { line in
      guard let event = Value(json: line), event["event"] == "agent_call_gated" else { return nil }
      return event["tool_use_id"]?.text ?? ""
    }
  }

  /// A call as the host tells it.
  static func call(
    _ tool: String, _ input: Value = [:], id: String = "toolu_01ABCDEFGHJKLMNPQR"
  ) -> String {
    JSONWriter.text(
      of: [
        "session_id": "s1", "cwd": "/", "hook_event_name": "PreToolUse",
        "permission_mode": "default", "tool_name": .string(tool), "tool_input": input,
        "tool_use_id": .string(id),
      ])
  }
}
