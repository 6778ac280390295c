import Events

/// JSON settings in which servers stand under `mcpServers`: Claude Code's `~/.claude.json` and
/// `.mcp.json`. All the other bytes stay.
enum ServerSettingsText {
  private static let list = "mcpServers"

  /// The settings with a server in them.
  ///
  /// - Throws: `invalidSettings`, with the place, where they are no JSON or not of the right form.
  static func naming(
    _ server: AgentServer, in bytes: [UInt8], path: String
  ) throws(HookError) -> [UInt8] {
    let root: SettingsPart
    do throws(SettingsParser.Fault) {
      root = try SettingsParser.parse(bytes)
      guard root.kind == .object else {
        throw SettingsParser.Fault(place: 0, what: "the settings are no object")
      }
      if let servers = root.member(list), servers.kind != .object {
        throw SettingsParser.Fault(
          place: servers.range.lowerBound, what: "\(list) is no object")
      }
    } catch { throw HookError(.invalidSettings, HookSettingsText.sentence(error, in: bytes, path)) }
    var edits = SettingsEdits(of: bytes, style: SettingsStyle(of: root, in: bytes))
    guard let servers = root.member(list) else {
      let own: Value = .object([Member(AgentServer.name, server.value)])
      edits.add([Member(list, own)], to: root, depth: 0)
      return edits.result
    }
    if let own = servers.member(AgentServer.name) {
      if own.value(in: bytes).map(server.isTold) ?? false { return bytes }
      edits.replace(own, with: server.value, depth: 2)
    } else {
      edits.add([Member(AgentServer.name, server.value)], to: servers, depth: 1)
    }
    return edits.result
  }
}
