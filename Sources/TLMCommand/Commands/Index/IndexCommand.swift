import ArgumentParser
import TLM

/// `tlm index`: how the index stands, and building it anew.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "See how the index of the log stands, look at all of it, or build it anew.",
    discussion: """
      The index is derived from the log: it may be deleted at any time, readers bring it up to the \
      end of the log as they go, and where there is none the log is scanned.

      Examples:
        tlm index
        tlm index status --json | jq .behind_bytes
        tlm index verify
        tlm index rebuild
      """,
    subcommands: CommandCatalog.index,
    defaultSubcommand: ShowIndex.self)
}
