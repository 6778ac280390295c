import ArgumentParser

/// `tlm mcp`: agents ask the store.
struct MCPGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Let an agent ask the store by the Model Context Protocol.",
    discussion: """
      Without a word it speaks the protocol on standard input and output: an agent starts it, nobody \
      else does. It reads, and writes what the agent records; it approves nothing and sets no mode. No \
      server is needed.

      Examples:
        tlm mcp install claude-code
        tlm mcp install codex --dry-run
        tlm mcp uninstall codex
        claude mcp add tlm -- tlm mcp
      """,
    subcommands: CommandCatalog.mcp, defaultSubcommand: ServeMCP.self)
}
