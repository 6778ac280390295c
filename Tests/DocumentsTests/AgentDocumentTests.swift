import Board
import Documents
import Gate
import Hooks
import TLM
import TestSupport
import Testing

@Suite struct AgentDocumentTests {
  private let handler = HookHandler(program: "/opt/tlm/bin/tlm-hook")

  @Test func `a change of settings says what it did, or would do`() throws {
    let scratch = Scratch()
    let path = scratch.path + "/settings.json"
    try Disk.write(path, Array("{}\n".utf8))
    func change(_ action: HookInstallation.Action) throws -> HookInstallation {
      try HookInstallation(action, .project, path: path)
    }
    let install = try change(.install(handler))
    try install.apply()

    try Golden.check(
      "HookChangeDocument",
      [
        ("dry", HookChangeDocument(install, handler, isDry: true).json),
        ("made", HookChangeDocument(install, handler, isDry: false).json),
        ("none", HookChangeDocument(try change(.install(handler)), handler, isDry: false).json),
        ("gone", HookChangeDocument(try change(.uninstall), HookHandler?.none, isDry: false).json),
      ], masking: ["path", "backup", "diff"])
  }

  @Test func `a status says where hooks are named, and what is wrong`() throws {
    let scratch = Scratch()
    let path = scratch.path + "/settings.json"
    func status() -> Value { HookStatusDocument(HookStatus(.user, path: path)).json }
    let missing = status()
    try HookInstallation(.install(handler), .user, path: path).apply()
    let lost = status()
    try Disk.write(path, Array("{".utf8))

    try Golden.check(
      "HookStatusDocument",
      [("missing", missing), ("lost", lost), ("broken", status())], masking: ["path", "problem"])
  }

  private let board = GateBoard(
    GateRules(
      .shipped, categories: GateTools.shipped.categories, mode: "HELD", why: "a person set it",
      release: "a person can change it"), GateBits([.allow, .ask, .deny, .tooMany, .deny]),
    published: Timestamp(rawValue: 1_770_000_000_000_000_000))

  @Test func `a gate says what it goes by`() throws {
    let store = StoreLocation(path: "/a/.tlm", reason: .nearest)
    let (said, silent) = (
      GateBoards([(store, .success(board))]), GateBoards([(store, .failure(.stale))])
    )

    try Golden.check(
      "GateStatusDocument",
      [
        ("said", GateStatusDocument(hooks: [], boards: said).json),
        ("silent", GateStatusDocument(hooks: [], boards: silent).json),
      ])
  }

  @Test func `what becomes of a call is told with its reason`() throws {
    let judgement = GateJudgement(isClosed: false, nearest: .success(board), guardian: nil)
    func told(_ call: GateCall) -> Value {
      GateDecisionDocument(judgement.decision(on: call), on: call).json
    }

    try Golden.check(
      "GateDecisionDocument",
      [
        ("read", told(GateCall(tool: "Read", path: "/a"))),
        ("write", told(GateCall(tool: "Write", path: "/a"))),
        ("release", told(GateCall(tool: "Bash", command: "tlm mode set NORMAL"))),
        ("unreadable", GateDecisionDocument(judgement.decisionOnNothing, on: nil).json),
      ])
  }

  @Test func `the variables of the agent are an object`() throws {
    try Golden.check(
      "ClaudeEnvironmentDocument", ClaudeEnvironmentDocument(ClaudeEnvironment()))
  }
}
