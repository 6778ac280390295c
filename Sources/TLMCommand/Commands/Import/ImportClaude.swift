import ArgumentParser
import Importers
import TLM

/// `tlm import claude`: every session of Claude Code that is on this machine.
struct ImportClaude: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claude",
    abstract: "Import the sessions of Claude Code, with those of its agents.",
    discussion: """
      They are looked for below the folders that CLAUDE_CONFIG_DIR names, between commas; without it \
      below ~/.claude and ~/.config/claude. Those that lie elsewhere come in by their path, as any file \
      does: tlm import FOLDER.

      Examples:
        tlm import claude
        tlm import claude --follow
      """)

  @OptionGroup var options: ImportArguments

  func run() async throws {
    let folders = AgentFolders.claude(StoreLocation.variable)
    try await options.run(
      on: folders,
      orElse: "no sessions of Claude Code are here: neither ~/.claude/projects nor "
        + "~/.config/claude/projects nor a folder of $CLAUDE_CONFIG_DIR is there")
  }
}
