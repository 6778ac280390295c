import Journal
import SystemCalls

/// Whose settings hooks are installed in.
package enum SettingsScope: String, Sendable, CaseIterable {
  /// All of this user's projects.
  case user
  /// This project, on this machine.
  case project
  /// This project, for everybody who has a copy of it.
  case shared

  /// The path of the settings file.
  ///
  /// - Parameters:
  ///   - environment: the value of a variable.
  ///   - workingFolder: where the project is looked for, from there upwards.
  package func path(
    environment: (String) -> String? = OwnProcess.variable,
    workingFolder: String = OwnProcess.workingFolder
  ) -> String {
    let home = environment("HOME").flatMap { $0.isEmpty ? nil : $0 } ?? OwnProcess.homeFolder ?? "/"
    switch self {
    case .user:
      let named = environment("CLAUDE_CONFIG_DIR").flatMap { $0.isEmpty ? nil : $0 }
      let folder = named.map { $0.hasPrefix("/") ? $0 : workingFolder + "/" + $0 }
      return (folder ?? home + "/.claude") + "/settings.json"
    case .project: return Self.project(workingFolder, home) + "/.claude/settings.local.json"
    case .shared: return Self.project(workingFolder, home) + "/.claude/settings.json"
    }
  }

  /// The permissions of a file that is made.
  var permissions: UInt32 { self == .shared ? 0o644 : 0o600 }

  /// The nearest folder upwards that the agent or git takes for a project; else the folder itself.
  static func project(_ folder: String, _ home: String) -> String {
    var candidate = folder[...]
    while !candidate.isEmpty {
      // What is in the home folder is the user's, not a project's.
      let marks = candidate == home ? [".git"] : [".claude", ".git"]
      for mark in marks {
        // What cannot be looked at is not there for this user.
        if ((try? FileStatus.ofName("\(candidate)/\(mark)")) ?? nil) != nil {
          return String(candidate)
        }
      }
      candidate = candidate[..<(candidate.lastIndex(of: "/") ?? candidate.startIndex)]
    }
    return folder
  }
}
