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
    let root = try root(of: bytes, path)
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

  /// The settings without our own server, and without a list that has become empty by that.
  ///
  /// - Throws: as `naming`.
  static func removing(from bytes: [UInt8], path: String) throws(HookError) -> [UInt8] {
    let root = try root(of: bytes, path)
    guard let servers = root.member(list), servers.member(AgentServer.name) != nil else {
      return bytes
    }
    var edits = SettingsEdits(of: bytes, style: SettingsStyle(of: root, in: bytes))
    let isGone = servers.parts.map { $0.name == AgentServer.name }
    if isGone.allSatisfy({ $0 }) {
      edits.remove(root.parts.map { $0 == servers }, from: root)
    } else {
      edits.remove(isGone, from: servers)
    }
    return edits.result
  }

  private static func root(
    of bytes: [UInt8], _ path: String
  ) throws(HookError) -> SettingsPart {
    do throws(SettingsParser.Fault) {
      let root = try SettingsParser.parse(bytes)
      guard root.kind == .object else {
        throw SettingsParser.Fault(place: 0, what: "the settings are no object")
      }
      if let servers = root.member(list), servers.kind != .object {
        throw SettingsParser.Fault(
          place: servers.range.lowerBound, what: "\(list) is no object")
      }
      return root
    } catch { throw HookError(.invalidSettings, HookSettingsText.sentence(error, in: bytes, path)) }
  }
}
