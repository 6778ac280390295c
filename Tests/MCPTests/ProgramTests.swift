import SystemCalls
import TLM
import TestSupport
import Testing

/// The real `tlm mcp`, by its streams and by the settings of agents.
struct ProgramTests {
  private func tlm(
    _ arguments: [String], input: String = "", _ scratch: Scratch
  ) throws -> Command.Result {
    try Command.run(
      Program.built("tlm"), arguments, input: Array(input.utf8),
      environment: ["PATH": "/usr/bin:/bin", "HOME": scratch.path], in: scratch.path)
  }

  @Test func `it answers each line with a line, and ends with its input`() throws {
    let spoken = try Spoken()
    let input = """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}

      no json\r
      {"jsonrpc":"2.0","id":2,"method":"ping"}
      """

    let result = try tlm(
      ["mcp", "--store", spoken.scratch.store], input: input, spoken.scratch)

    #expect(result.code == 0)
    #expect(result.errors == "")
    let answers = result.lines.compactMap { Value(json: $0) }
    #expect(answers.map { $0["id"] } == [1, .null, 2])
  }

  @Test func `a message of many megabytes is answered, and one beyond all measure is passed over`()
    throws
  {
    let spoken = try Spoken()
    let text = String(repeating: "x", count: 4 << 20)
    let long = String(repeating: "y", count: 17 << 20)
    let input =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"text\":\"\(text)\"}}\n"
      + long + "\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}\n"

    let result = try tlm(
      ["mcp", "--store", spoken.scratch.store], input: input, spoken.scratch)

    let answers = result.lines.compactMap { Value(json: $0) }
    #expect(answers.map { $0["id"] } == [1, .null, 2])
    #expect(answers.dropFirst().first?.code == -32600)
  }

  @Test func `it is named in the settings of Claude Code, and what stood there stays`() throws {
    let scratch = Scratch()
    let path = scratch.path + "/.claude.json"
    let before =
      "{\n  \"numStartups\": 7,\n  \"mcpServers\": {\n    \"other\": {\"command\": \"x\"}\n  }\n}\n"
    try Disk.write(path, Array(before.utf8))

    let shown = try tlm(["mcp", "install", "claude-code", "--dry-run"], scratch)
    #expect(try Disk.text(path) == before)
    #expect(shown.output.contains("+"))
    #expect(try tlm(["mcp", "install", "claude-code"], scratch).code == 0)

    let after = try Disk.text(path)
    let settings = try #require(Value(json: after.replacing("\n", with: " ")))
    #expect(settings["numStartups"] == 7)
    #expect(settings["mcpServers"]?["other"]?["command"] == "x")
    #expect(settings["mcpServers"]?["tlm"]?["args"] == ["mcp"])
    #expect(settings["mcpServers"]?["tlm"]?["command"]?.words.hasSuffix("/tlm") == true)
    #expect(try Disk.text(path + ".tlm-backup") == before)
    let again = try tlm(["mcp", "install", "claude-code"], scratch)
    #expect(again.output.contains("already"))
    #expect(try Disk.text(path) == after)

    let ahead = try tlm(["mcp", "uninstall", "claude-code", "--dry-run"], scratch)
    #expect(ahead.output.contains("-"))
    #expect(try Disk.text(path) == after)
    let removed = try tlm(["mcp", "uninstall", "claude-code", "--json"], scratch)
    #expect(removed.code == 0 && removed.output.contains(#""changed":true"#))
    #expect(try Disk.text(path) == before)
    let none = try tlm(["mcp", "uninstall", "claude-code"], scratch)
    #expect(none.output.contains("is not named"))
  }

  @Test func `settings that are not there are made, and broken ones are left alone`() throws {
    let scratch = Scratch()
    #expect(try tlm(["mcp", "install", "claude-code", "--project"], scratch).code == 0)
    let made = try Disk.text(scratch.path + "/.mcp.json").replacing("\n", with: " ")
    #expect(Value(json: made)?["mcpServers"]?["tlm"]?["type"] == "stdio")

    for broken in ["{\"mcpServers\": [", "[]", "{\"mcpServers\": []}", "nope"] {
      try Disk.write(scratch.path + "/.claude.json", Array(broken.utf8))
      let result = try tlm(["mcp", "install", "claude-code"], scratch)
      #expect(result.code == 2, "\(broken)")
      #expect(result.errors.contains("nothing was changed"), "\(result.errors)")
      #expect(try Disk.text(scratch.path + "/.claude.json") == broken)
    }
  }

  @Test(arguments: [
    (["codex"], "/.codex/config.toml", ""), (["claude-code", "--project"], "/.mcp.json", "{}\n"),
  ])
  func `a file that it made goes with it, and one that was there stays`(
    agent: [String], file: String, nothing: String
  ) throws {
    let scratch = Scratch()
    let path = scratch.path + file
    try #require(tlm(["mcp", "install"] + agent, scratch).code == 0)

    let removed = try tlm(["mcp", "uninstall"] + agent, scratch)

    #expect(removed.code == 0 && removed.output.hasPrefix("removed "))
    #expect(try FileStatus.of(path) == nil && Disk.text(path + ".tlm-backup").contains("tlm"))
    #expect(try tlm(["mcp", "uninstall"] + agent, scratch).output.contains("is not named"))

    try Disk.write(path, Array(nothing.utf8))
    try #require(tlm(["mcp", "install"] + agent, scratch).code == 0)
    let kept = try tlm(["mcp", "uninstall"] + agent, scratch)
    #expect(kept.code == 0 && kept.output.hasPrefix("took tlm out of "))
    let left = try Disk.text(path).filter { !$0.isWhitespace }
    #expect(left == nothing.filter { !$0.isWhitespace })
  }

  @Test func `it is named in the settings of Codex, once, and what stood there stays`() throws {
    let scratch = Scratch()
    let path = scratch.path + "/.codex/config.toml"
    let before = "model = \"o3\"\n\n[mcp_servers.other]\ncommand = \"x\"\n"
    try Folder.make(scratch.path + "/.codex")
    try Disk.write(path, Array(before.utf8))

    #expect(try tlm(["mcp", "install", "codex", "--command", "/opt/tlm"], scratch).code == 0)

    let own = "[mcp_servers.tlm]\ncommand = \"/opt/tlm\"\nargs = [\"mcp\"]\n"
    #expect(try Disk.text(path) == before + "\n" + own)
    let again = try tlm(["mcp", "install", "codex", "--command", "/opt/tlm"], scratch)
    #expect(again.output.contains("already"))
    #expect(try tlm(["mcp", "install", "codex", "--command", "/new/tlm"], scratch).code == 0)
    #expect(try Disk.text(path) == before + "\n" + own.replacing("/opt/", with: "/new/"))
    #expect(try tlm(["mcp", "uninstall", "codex"], scratch).code == 0)
    #expect(try Disk.text(path) == before)
    let other = try tlm(["mcp", "install", "codex", "--project"], scratch)
    #expect(other.code == 64)
    try Disk.write(path, Array("mcp_servers = { }\n".utf8))
    let refused = try tlm(["mcp", "install", "codex"], scratch)
    #expect(refused.code == 2)
    #expect(try Disk.text(path) == "mcp_servers = { }\n")
  }
}
