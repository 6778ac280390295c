import Documents
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
        ("gone", HookChangeDocument(try change(.uninstall), nil, isDry: false).json),
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

  @Test func `the variables of the agent are an object`() throws {
    try Golden.check(
      "ClaudeEnvironmentDocument", ClaudeEnvironmentDocument(ClaudeEnvironment()))
  }
}
