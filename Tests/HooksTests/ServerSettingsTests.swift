import Events
import Hooks
import SystemCalls
import TestSupport
import Testing

/// tlm's own server in the settings of agents: named, and taken out again.
@Suite struct ServerSettingsTests {
  private let scratch = Scratch()
  private let server = AgentServer(command: "/bin/tlm", arguments: ["mcp"])

  /// A file before and after tlm was named in it and taken out.
  private func goneAgain(_ text: String, _ settings: ServerSettings) throws -> (String, String) {
    let path = scratch.path + "/settings"
    try Disk.write(path, Array(text.utf8))
    try HookInstallation(server, in: settings, path: path).apply()
    let named = try Disk.text(path)
    try HookInstallation(removingServerFrom: settings, path: path).apply()
    return (named, try Disk.text(path))
  }

  @Test(arguments: [
    "{}\n", "{\n  \"a\": 1\n}\n", "{\"mcpServers\": {\"other\": {\"command\": \"x\"}}, \"b\": [1]}",
    "{\n\t\"mcpServers\": {\n\t\t\"a\": {},\n\t\t\"z\": {}\n\t}\n}",
  ])
  func `of Claude Code's settings the rest stays as it was`(text: String) throws {
    let (named, gone) = try goneAgain(text, .claudeProject)

    #expect(named.contains("\"tlm\"") && !gone.contains("tlm"))
    #expect(Value(json: Array(gone.utf8)) == Value(json: Array(text.utf8)))
  }

  @Test(arguments: [
    "", "model = \"x\"\n", "[mcp_servers.other]\ncommand = \"o\"\n",
    "# mine\n\n[a]\nb = [1,\n 2]\n\n# more\n[c]\n",
  ])
  func `of Codex's settings the rest stays as it was`(text: String) throws {
    let (named, gone) = try goneAgain(text, .codex)

    #expect(named.contains("[mcp_servers.tlm]"))
    #expect(gone == text)
  }

  @Test func `tables below tlm's own go with it, and what stands between does not`() throws {
    let path = scratch.path + "/config.toml"
    let text = """
      a = 1

      [mcp_servers.tlm]
      command = "tlm"
      args = []
      [mcp_servers.tlm.env]
      X = "y"

      # of the other
      [mcp_servers.other]
      command = "o"

      """
    try Disk.write(path, Array(text.utf8))

    try HookInstallation(removingServerFrom: .codex, path: path).apply()

    #expect(
      try Disk.text(path) == "a = 1\n\n# of the other\n[mcp_servers.other]\ncommand = \"o\"\n")
  }

  @Test(arguments: [ServerSettings.codex, .claudeUser])
  func `where tlm is not named nothing is changed`(settings: ServerSettings) throws {
    let path = scratch.path + "/none"

    let change = try HookInstallation(removingServerFrom: settings, path: path)

    #expect(!change.isChange)
    try change.apply()
    #expect(try Disk.text(path).isEmpty)
  }

  @Test func `settings that cannot be read stay, and say where`() throws {
    let path = scratch.path + "/config.toml"
    try Disk.write(path, Array("mcp_servers = { tlm = {} }\n".utf8))

    let error = #expect(throws: HookError.self) {
      try HookInstallation(removingServerFrom: .codex, path: path)
    }
    #expect("\(try #require(error))".contains(":1: "))
  }
}
