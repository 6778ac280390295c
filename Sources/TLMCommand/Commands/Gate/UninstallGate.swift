import ArgumentParser
import Hooks
import TLM

/// `tlm gate uninstall`: takes the gate out of the settings of an agent.
struct UninstallGate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take the gate out of the settings of a coding agent, and nothing else.",
    discussion: """
      gate.enabled stays in your configuration, as other settings may name the gate: tlm config set \
      gate.enabled false --user turns it off for all.

      Examples:
        tlm gate uninstall claude-code
      """)

  @OptionGroup var settings: AgentSettingsOptions

  func run() throws {
    try Person.require("take the gate out", at: StoreLocation.resolve(option: nil))
    try HookChange.run(.uninstall, nil, settings, as: .gate)
  }
}
