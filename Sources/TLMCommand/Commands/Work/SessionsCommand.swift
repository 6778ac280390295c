import ArgumentParser

/// `tlm sessions`: the sessions of agents.
struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions",
    abstract: "The sessions of agents, and what happened in them.",
    subcommands: CommandCatalog.sessions, defaultSubcommand: ListSessions.self)
}
