import ArgumentParser

/// `tlm config`: what holds, who says so, and changing it.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "What is set, by whom; set it; find mistakes.",
    discussion: """
      What is built in holds, unless your own file (config.yaml in $XDG_CONFIG_HOME/tlm, by default \
      ~/.config/tlm) says otherwise, the store's config.yaml, a TLM_ variable or an option: of these \
      the later counts. Keys that read outside of the project, send, run, delete or loosen \
      something count in a store's file only after tlm trust.

      Examples:
        tlm config
        tlm config get rotation.size
        tlm config set rotation.size 64M
        tlm config set level info --user
        tlm config check
        tlm config schema > tlm.schema.json
      """,
    subcommands: CommandCatalog.config,
    defaultSubcommand: ShowConfig.self)
}
