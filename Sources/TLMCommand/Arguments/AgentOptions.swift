import ArgumentParser
import Hooks

/// A coding agent whose hooks tlm knows.
enum AgentArgument: String, ExpressibleByArgument, CaseIterable {
  case claudeCode = "claude-code"
}

/// Whose settings are meant.
enum ScopeArgument: String, EnumerableFlag {
  case user, project, shared

  var scope: SettingsScope {
    switch self {
    case .user: .user
    case .project: .project
    case .shared: .shared
    }
  }

  static func help(for value: ScopeArgument) -> ArgumentHelp? {
    switch value {
    case .user: "Your own settings, for all projects: ~/.claude/settings.json."
    case .project: "This project, on this machine: .claude/settings.local.json."
    case .shared: "This project, for all who have it: .claude/settings.json."
    }
  }
}

/// What a change of an agent's settings is given.
struct AgentSettingsOptions: ParsableArguments {
  @Argument(help: "The agent: claude-code.")
  var agent: AgentArgument

  @Flag(help: "Whose settings.")
  var scope = ScopeArgument.user

  @Flag(name: .long, help: "Show what would change, as diff -u does, and change nothing.")
  var dryRun = false

  @OptionGroup var format: FormatOptions
}
