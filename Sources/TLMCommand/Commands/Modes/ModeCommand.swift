import ArgumentParser
import TLM

/// `tlm mode`: which mode is in force, why, and changing it by hand.
struct ModeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mode",
    abstract: "Which mode is in force, since when and why; set it, answer proposals.",
    discussion: """
      Modes, constraints and edges are those of the rules: the file given with --rules, else \
      rules.yaml in the store's folder, else tlm/rules.yaml in your configuration, else those that \
      ship. With --scope it is the mode of that scope, which is a course of its own.

      Examples:
        tlm mode
        tlm mode explain
        tlm mode history --json | jq '.[] | {at, from, to}'
        tlm mode set ALERT --reason 'deploying by hand'
        tlm mode approve 7f3a --note 'looks calm'
      """,
    subcommands: CommandCatalog.mode,
    defaultSubcommand: ShowMode.self)
}
