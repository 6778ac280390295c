import Board
import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Every decision of the gate: mode × category × rate × approval × board, in the real program.
@Suite struct GateTableTests {
  private static let calls: [(category: String, document: String)] = [
    ("read_only", GateScene.call("Read", ["file_path": "/a"])),
    ("read_only", GateScene.call("Bash", ["command": "git status -s"])),
    ("write", GateScene.call("Bash", ["command": "make"])),
    ("write", GateScene.call("mcp__x__get", [:])),
    ("high_risk", GateScene.call("Bash", ["command": "rm -rf build"])),
    ("high_risk", GateScene.call("mcp__prod__get", [:])),
  ]
  private static let allowed = ["", "read_only", "read_only, write", "high_risk"]
  private static let approvals = [
    "", "everything", "all_actions", "any_write_operation", "high_risk_tools", "read_only",
  ]
  private static let rates: [(limit: Int?, calls: Int)] = [(nil, 900), (5, 5), (5, 6), (0, 1)]

  /// What the table says, written down once more.
  private func expected(
    _ category: String, _ allowed: String, _ approval: String, _ rate: (limit: Int?, calls: Int)
  ) -> String {
    let list = allowed.isEmpty ? [] : allowed.replacing(" ", with: "").split(separator: ",")
    if !list.isEmpty && !list.contains(Substring(category)) { return "deny" }
    if category != "read_only", let limit = rate.limit, rate.calls > limit { return "deny" }
    let asks: Set<String> =
      switch approval {
      case "everything": ["read_only", "write", "high_risk"]
      case "all_actions", "any_write_operation": ["write", "high_risk"]
      case "high_risk_tools": ["high_risk"]
      case "read_only": ["read_only"]
      default: []
      }
    return asks.contains(category) ? "ask" : "nothing"
  }

  @Test(arguments: [[], ["--fail-closed"]])
  func `a fresh board decides by mode, category, rate and approval`(arguments: [String]) throws {
    let scene = try GateScene()
    var (rows, refused) = (0, 0)
    for allowed in Self.allowed {
      for approval in Self.approvals {
        for rate in Self.rates {
          let limit = rate.limit.map { ", tool_calls_per_minute: \($0)" } ?? ""
          try scene.publish(
            GateScene.policy(
              "allowed_tool_categories: [\(allowed)], require_approval_for: [\(approval)]\(limit)"),
            calls: rate.calls)
          for (category, document) in Self.calls {
            let answer = try scene.ask(document, arguments)
            let wanted = expected(category, allowed, approval, rate)
            let row: Comment = "\(category) [\(allowed)] [\(approval)] \(rate)"
            #expect(answer.word == wanted, row)
            if wanted != "nothing" {
              #expect(answer.reason.hasPrefix("tlm: ") && answer.reason.contains("HELD"), row)
              #expect(!answer.reason.contains("\n"), row)
            }
            rows += 1
            refused += wanted == "deny" ? 1 : 0
          }
        }
      }
    }
    #expect(rows == 4 * 6 * 4 * 6)
    // Each refusal once, and nothing else.
    #expect(try scene.refused().count == refused)
  }

  /// What a board may be like that decides nothing.
  enum Absence: String, CaseIterable {
    case missing, stale, corrupt, short, foreign, torn, unconfigured, future, noStore
  }

  @Test(arguments: Absence.allCases)
  func `without a board that says anything all goes on, or nothing`(absence: Absence) throws {
    let scene = try GateScene()
    let held = try GateScene.policy("allowed_tool_categories: [read_only]")
    try scene.publish(held)
    #expect(try scene.ask(Self.calls[2].document).word == "deny")
    try break_(scene, absence, held)

    for (_, document) in Self.calls {
      #expect(try scene.ask(document) == .nothing)
      let closed = try scene.ask(document, ["--fail-closed"])
      #expect(closed.word == "deny" && closed.reason.contains("start tlm watch"))
    }
  }

  private func break_(_ scene: GateScene, _ absence: Absence, _ held: Policy) throws {
    let bytes = try Disk.bytes(scene.board)
    func second(_ change: (inout [UInt8]) -> Void) throws {
      var bytes = bytes
      change(&bytes)
      try Disk.write(scene.board, bytes)
    }
    switch absence {
    case .missing: Scratch.remove(scene.board)
    case .stale:
      try scene.publish(held, at: Timestamp.current.advanced(bySeconds: -16))
    case .corrupt: try second { $0[0] ^= 1 }
    case .short: try second { $0.removeLast($0.count - 300) }
    case .foreign: try scene.publish(held, of: String(repeating: "5", count: 32))
    case .torn:
      let place = try BoardReader(path: scene.board).place(of: GateRules.sensor)
      try second { $0[(place + 1) * 128 + 72] ^= 1 }
    case .unconfigured: try scene.publish(held, isGated: false)
    case .future:
      // A writer whose clock is wrong says nothing of now.
      try scene.publish(held, at: Timestamp.current.advanced(bySeconds: 3600))
    case .noStore: Scratch.remove(scene.scratch.store + "/log/STORE")
    }
  }

  @Test func `what the host told badly goes on, or not where the gate is closed`() throws {
    let scene = try GateScene()
    try scene.publish(GateScene.policy("allowed_tool_categories: [read_only]"))

    for document in ["", "x", "[]", "{}", "{\"tool_name\":3}", "{\"tool_name\":\"\"}"] {
      #expect(try scene.ask(document) == .nothing)
      #expect(try scene.ask(document, ["--fail-closed"]).word == "deny")
    }
  }

  @Test func `of two boards the stricter counts`() throws {
    let scene = try GateScene()
    let own = scene.home + "/.local/state/tlm"
    try Folder.make(scene.home + "/.local")
    try Folder.make(scene.home + "/.local/state")
    let id = try EventLog.create(own).identity().id
    let (free, held) = (
      try GateScene.policy(""), try GateScene.policy("allowed_tool_categories: [read_only]")
    )
    let asking = try GateScene.policy("require_approval_for: [all_actions]")
    let call = Self.calls[2].document

    try scene.publish(free)
    #expect(try scene.ask(call) == .nothing)
    for (near, far, word) in [
      (free, held, "deny"), (held, free, "deny"), (asking, free, "ask"), (free, asking, "ask"),
      (asking, held, "deny"), (free, free, "nothing"),
    ] {
      try scene.publish(near)
      try scene.publish(far, to: own + "/board", of: id)
      #expect(try scene.ask(call).word == word)
    }
    // A guard that fell silent says nothing, and that is enough where the gate is closed.
    let long = Timestamp.current.advanced(bySeconds: -60)
    try scene.publish(held, to: own + "/board", of: id, at: long)
    #expect(try scene.ask(call) == .nothing)
    #expect(try scene.ask(call, ["--fail-closed"]).word == "deny")
  }
}
