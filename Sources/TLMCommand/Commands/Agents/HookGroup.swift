import ArgumentParser

/// `tlm hook`: what coding agents tell by their hooks.
struct HookGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Hear from a coding agent what it does: install its hooks, and be one.",
    discussion: """
      Claude Code runs a program at each step: a prompt, a call of a tool, its end. tlm hook install \
      names tlm for that in its settings, and each step becomes an event in the log.

      Examples:
        tlm hook install claude-code --dry-run
        tlm hook install claude-code
        tlm hook status claude-code
        tlm replay --projection tool-usage
      """,
    subcommands: CommandCatalog.hook)
}
