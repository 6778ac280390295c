import Journal
import SystemCalls

/// Where coding agents keep their sessions.
package enum AgentFolders: Sendable {
  /// Those of the agent of a name; none where there is no such agent.
  package static func of(_ name: String, _ variable: (String) -> String?) -> [String] {
    switch name {
    case "claude": claude(variable)
    case "codex": codex(variable)
    case "runs": runs(variable)
    default: []
    }
  }

  /// Those of Claude Code: of every folder of settings that `CLAUDE_CONFIG_DIR` names, else of the two
  /// usual ones.
  ///
  /// - Parameter variable: the value of an environment variable.
  package static func claude(_ variable: (String) -> String?) -> [String] {
    let named = (variable("CLAUDE_CONFIG_DIR") ?? "").split(separator: ",").map(String.init)
    return found(named.isEmpty ? standardClaude(variable) : named.map(trimmed)) { folder in
      // Some name the folder of the projects itself.
      folder.hasSuffix("/projects") ? [folder] : [folder + "/projects"]
    }
  }

  private static func standardClaude(_ variable: (String) -> String?) -> [String] {
    let home = variable("HOME") ?? ""
    let settings = variable("XDG_CONFIG_HOME").flatMap { $0.isEmpty ? nil : $0 }
    return [home + "/.claude", (settings ?? home + "/.config") + "/claude"]
  }

  /// Those of Codex, with what it archived.
  package static func codex(_ variable: (String) -> String?) -> [String] {
    let home = variable("CODEX_HOME").flatMap { $0.isEmpty ? nil : $0 }
    return found([home ?? (variable("HOME") ?? "") + "/.codex"]) { folder in
      [folder + "/sessions", folder + "/archived_sessions"]
    }
  }

  /// Those of local-telemetry: its NDJSON, and the spool files of its clients.
  package static func runs(_ variable: (String) -> String?) -> [String] {
    func named(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    let base = named("TELEMETRY_BASE_DIR") ?? named("AGENT_METRICS_DIR")
    let lines = named("TELEMETRY_NDJSON_DIR") ?? base.map { $0 + "/raw" }
    let spooled = named("TELEMETRY_BUFFER_DIR") ?? base.map { $0 + "/buffer" }
    return found([lines, spooled].compactMap { $0 }) { [trimmed($0)] }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.first == " " { path = path.dropFirst() }
    while path.last == " " || path.last == "/" && path.count > 1 { path = path.dropLast() }
    return String(path)
  }

  /// The folders below that are there, each once.
  private static func found(_ folders: [String], _ below: (String) -> [String]) -> [String] {
    var found: [String] = []
    for path in folders.flatMap(below) {
      guard let real = Folder.resolved(path), !found.contains(real) else { continue }
      found.append(real)
    }
    return found
  }
}
