import Hooks
import TLM

/// How tlm's hooks stand in settings, for people.
enum HookView {
  static func lines(of status: HookStatus) -> [String] {
    let scope = status.scope.rawValue
    let space = String(repeating: " ", count: max(1, 9 - scope.count))
    var lines = [SafeText.of("\(scope)\(space)\(word(for: status))  \(status.path)")]
    if let problem = status.problem { lines.append(SafeText.of("         \(problem)")) }
    if status.isDisabled {
      lines.append("         disableAllHooks is true there, so the agent runs none")
    }
    if !status.hooks.isEmpty && !status.missing.isEmpty {
      lines.append("         not at \(status.missing.joined(separator: ", ")); install again")
    }
    for command in status.commands {
      let state =
        !command.exists
        ? ", which is not there; install again"
        : command.isExecutable ? "" : ", which may not be run; allow it"
      lines.append(SafeText.of("         runs \(command.path)\(state)"))
    }
    return lines
  }

  private static func word(for status: HookStatus) -> String {
    if status.problem != nil { return "unreadable" }
    if !status.isThere { return "no file" }
    if status.hooks.isEmpty { return "not installed" }
    return status.isInstalled ? "installed" : "not in order"
  }
}
