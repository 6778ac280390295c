import Journal
import SystemCalls

/// Where a coding agent looks for servers.
package enum ServerSettings: Sendable {
  /// Claude Code's for all of this user's projects: `~/.claude.json`.
  case claudeUser
  /// Claude Code's for everybody who has this project: `.mcp.json`.
  case claudeProject
  /// Codex's: `~/.codex/config.toml`.
  case codex

  var scope: SettingsScope { self == .claudeProject ? .shared : .user }

  /// The path of the file.
  ///
  /// - Parameters:
  ///   - environment: the value of a variable.
  ///   - workingFolder: where the project is.
  package func path(
    environment: (String) -> String? = OwnProcess.variable,
    workingFolder: String = OwnProcess.workingFolder
  ) -> String {
    func named(_ variable: String) -> String? {
      environment(variable).flatMap { $0.isEmpty ? nil : StoreLocation.absolute($0, workingFolder) }
    }
    let home = named("HOME") ?? OwnProcess.homeFolder ?? "/"
    switch self {
    case .claudeUser: return (named("CLAUDE_CONFIG_DIR") ?? home) + "/.claude.json"
    case .claudeProject: return SettingsScope.project(workingFolder, home) + "/.mcp.json"
    case .codex: return (named("CODEX_HOME") ?? home + "/.codex") + "/config.toml"
    }
  }

  /// Whether a file of them says nothing.
  func isNothing(_ bytes: [UInt8]) -> Bool {
    let plain = bytes.filter { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
    return plain.isEmpty || self != .codex && plain == Array("{}".utf8)
  }
}

extension HookInstallation {
  /// Decides how a server is named in the settings of an agent; nothing is written yet.
  ///
  /// - Throws: `invalidSettings` where the file is none that can be changed, `unwritableSettings`
  ///   where it cannot be read.
  package init(
    _ server: AgentServer, in settings: ServerSettings, path: String
  ) throws(HookError) {
    let file = try SettingsFile(settings.scope, path: path)
    let bytes =
      settings == .codex
      ? try CodexSettingsText.naming(server, in: file.contents ?? [], path: path)
      : try ServerSettingsText.naming(
        server, in: file.contents ?? HookSettingsText.none, path: path)
    self.init(settings.scope, file, bytes)
  }

  /// Decides how tlm's own server is taken out of the settings of an agent; nothing is written yet.
  ///
  /// - Throws: as the other.
  package init(
    removingServerFrom settings: ServerSettings, path: String
  ) throws(HookError) {
    let file = try SettingsFile(settings.scope, path: path)
    guard let contents = file.contents else {
      // A file that is not there has nothing of ours.
      self.init(settings.scope, file, HookSettingsText.none)
      return
    }
    let text =
      settings == .codex
      ? try CodexSettingsText.removing(from: contents, path: path)
      : try ServerSettingsText.removing(from: contents, path: path)
    // One with nothing in it is tlm's own, unless it was there before.
    let wasEmpty = file.contentsOfBackup.map(settings.isNothing) ?? false
    self.init(
      settings.scope, file, text,
      isRemoval: text != contents && settings.isNothing(text) && !wasEmpty)
  }
}
