import ArgumentParser
import TLM

/// `tlm control`: rules, what they decide, and what they would have decided.
struct ControlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "control",
    abstract: "Let rules decide about the mode; try them on history; check what was decided.",
    discussion: """
      Rules come from the file given with --rules, else from rules.yaml in the store's folder, \
      else from tlm/rules.yaml in your configuration ($XDG_CONFIG_HOME, or ~/.config), else they \
      are those that ship. Effects of rules in a store's folder reach nothing outside of the \
      store.

      Examples:
        tlm control check rules.yaml
        tlm control backtest --rules rules.yaml --against shipped
        tlm control run --rules rules.yaml
        tlm control verify
      """,
    subcommands: CommandCatalog.control)
}
