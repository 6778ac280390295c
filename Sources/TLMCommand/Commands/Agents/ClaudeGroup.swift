import ArgumentParser

/// `tlm claude`: what belongs to Claude Code alone.
struct ClaudeGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claude",
    abstract: "What Claude Code is to be told.",
    discussion: """
      Examples:
        tlm claude env
      """,
    subcommands: CommandCatalog.claude)
}
