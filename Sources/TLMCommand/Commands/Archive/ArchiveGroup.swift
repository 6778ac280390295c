import ArgumentParser

/// `tlm archive`: the segments that were pruned and kept.
struct ArchiveGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "See which pruned segments are kept, check them, or put them back.",
    discussion: """
      tlm prune --archive packs segments into archive/ by zstd, each with the sum that it was sealed \
      with; zstd -dc reads them, too.

      Examples:
        tlm archive
        tlm archive verify
        tlm archive restore
        tlm archive restore --to old && tlm replay -p velocity old/*.jsonl
      """,
    subcommands: CommandCatalog.archive,
    defaultSubcommand: ListArchive.self)
}
