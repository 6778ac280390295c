import ArgumentParser
import Documents
import Hooks
import TLM

/// `tlm hook uninstall`: takes tlm out of the settings of an agent.
struct UninstallHooks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take tlm's hooks out of the settings of a coding agent, and nothing else.",
    discussion: """
      A copy of the file as it was is left beside it, with .tlm-backup behind its name.

      Examples:
        tlm hook uninstall claude-code
      """)

  @OptionGroup var settings: AgentSettingsOptions

  func run() throws {
    try Person.require("take hooks out", at: StoreLocation.resolve(option: nil))
    try HookChange.run(.uninstall, nil, settings)
  }
}
