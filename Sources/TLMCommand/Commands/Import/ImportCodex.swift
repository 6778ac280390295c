import ArgumentParser
import Importers
import TLM

/// `tlm import codex`: every session of Codex that is on this machine.
struct ImportCodex: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codex",
    abstract: "Import the sessions of Codex, archived ones too.",
    discussion: """
      They are looked for in sessions and archived_sessions below CODEX_HOME, without it below ~/.codex.

      Examples:
        tlm import codex
        tlm import codex --json
      """)

  @OptionGroup var options: ImportArguments

  func run() async throws {
    let folders = AgentFolders.codex(StoreLocation.variable)
    try await options.run(
      on: folders,
      orElse: "no sessions of Codex are here: neither sessions nor archived_sessions is below "
        + "$CODEX_HOME or ~/.codex")
  }
}
