import Events

/// Codex's `config.toml`, in which each server is a table `[mcp_servers.NAME]`. Only the lines of our own
/// table are changed.
enum CodexSettingsText {
  private static let header = "[mcp_servers.\(AgentServer.name)]"

  /// The settings with a server in them.
  ///
  /// - Throws: `invalidSettings` where the servers stand there in another form.
  static func naming(
    _ server: AgentServer, in bytes: [UInt8], path: String
  ) throws(HookError) -> [UInt8] {
    var lines = try lines(of: bytes, path)
    if let place = lines.firstIndex(where: isOtherForm) {
      throw HookError(
        .invalidSettings,
        "\(path):\(place + 1): servers stand on one line here; nothing was changed, so add "
          + "\(header) yourself, with command and args")
    }
    guard let start = lines.firstIndex(where: { plain($0) == header }) else {
      return bytes + added(server, behind: lines.joined(separator: "\n"))
    }
    let end = lines[(start + 1)...].firstIndex { plain($0).hasPrefix("[") } ?? lines.endIndex
    let wanted = own(server)
    for (key, line) in wanted.reversed() {
      let places = (start + 1..<end).filter { Self.key(of: lines[$0]) == key }
      guard let first = places.first else {
        lines.insert(line, at: start + 1)
        continue
      }
      guard !lines[first].hasSuffix("[") && places.count == 1 else {
        throw HookError(
          .invalidSettings,
          "\(path):\(first + 1): \(key) stands in a form that is not changed here; nothing was "
            + "changed, so write \(line)")
      }
      if plain(lines[first]) != line { lines[first] = line }
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// The settings without our own table, and those below it.
  ///
  /// - Throws: `invalidSettings` where the file cannot be read, or the servers stand there in another
  ///   form.
  static func removing(from bytes: [UInt8], path: String) throws(HookError) -> [UInt8] {
    var lines = try lines(of: bytes, path)
    let below = String(header.dropLast()) + "."
    if let place = lines.firstIndex(where: isOtherForm) {
      throw HookError(
        .invalidSettings,
        "\(path):\(place + 1): servers stand on one line here; nothing was changed, so take tlm out "
          + "yourself")
    }
    while let start = lines.firstIndex(where: {
      plain($0) == header || plain($0).hasPrefix(below)
    }) {
      let next = lines[(start + 1)...].firstIndex { plain($0).hasPrefix("[") }
      // Blank lines and remarks before the next table are that one's.
      var end = next ?? lines.endIndex - (lines.last == "" ? 1 : 0)
      if next != nil {
        while end > start + 1, plain(lines[end - 1]).isEmpty || plain(lines[end - 1]).hasPrefix("#")
        {
          end -= 1
        }
      }
      let isGap = start > 0 && plain(lines[start - 1]).isEmpty
      lines.removeSubrange((isGap ? start - 1 : start)..<end)
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func lines(of bytes: [UInt8], _ path: String) throws(HookError) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw HookError(.invalidSettings, "\(path) is no UTF-8; nothing was changed, so mend it")
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func own(_ server: AgentServer) -> [(key: String, line: String)] {
    let arguments = server.arguments.map(quoted).joined(separator: ", ")
    return [
      ("command", "command = \(quoted(server.command))"), ("args", "args = [\(arguments)]"),
    ]
  }

  private static func added(_ server: AgentServer, behind text: String) -> [UInt8] {
    let gap = text.isEmpty ? "" : text.hasSuffix("\n") ? "\n" : "\n\n"
    return Array((gap + ([header] + own(server).map(\.line)).joined(separator: "\n") + "\n").utf8)
  }

  /// Servers in one line, or under a dotted key, which can only be told apart by a parser of all TOML.
  private static func isOtherForm(_ line: String) -> Bool {
    let key = key(of: line)
    return key == "mcp_servers" || key.hasPrefix("mcp_servers.")
  }

  private static func key(of line: String) -> String {
    guard let equals = line.firstIndex(of: "=") else { return "" }
    return plain(String(line[..<equals])).filter { $0 != " " && $0 != "\"" }
  }

  /// Without what stands around it.
  private static func plain(_ line: String) -> String {
    let text = line.drop { $0 == " " || $0 == "\t" }
    let end = text.lastIndex { $0 != " " && $0 != "\t" && $0 != "\r" }
    return end.map { String(text[...$0]) } ?? ""
  }

  /// A basic string of TOML, which is one of JSON.
  private static func quoted(_ text: String) -> String { JSONWriter.text(of: .string(text)) }
}
