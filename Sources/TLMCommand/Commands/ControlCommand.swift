import ArgumentParser
import TLM

/// `tlm control`: rule files.
struct ControlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "control",
    abstract: "Check a file of modes and the rules that change them.",
    discussion: """
      Examples:
        tlm control check rules.yaml
      """,
    subcommands: [CheckRules.self])
}
