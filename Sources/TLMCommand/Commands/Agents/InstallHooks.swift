import ArgumentParser
import Documents
import Hooks
import TLM

/// `tlm hook install`: names tlm in the settings of an agent.
struct InstallHooks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Let a coding agent tell tlm what it does, by its settings.",
    discussion: """
      What stands in the settings stays, and a copy of the file as it was is left beside it, with \
      .tlm-backup behind its name. A second time nothing changes. Settings that are no JSON are left \
      alone.

      Examples:
        tlm hook install claude-code --dry-run
        tlm hook install claude-code --project
      """)

  @OptionGroup var settings: AgentSettingsOptions

  @Option(
    help: ArgumentHelp(
      "The program that the hooks run.",
      discussion: "Without it: tlm-hook beside this tlm, else this tlm.", valueName: "path"))
  var command: String?

  func run() throws {
    try Person.require("install hooks", at: StoreLocation.resolve(option: nil))
    let program =
      try command.map { StoreLocation.absolute($0, StoreLocation.currentDirectory()) }
      ?? HookProgram.path()
    let handler = HookHandler(program: program)
    if settings.scope == .shared {
      Message.note(
        SafeText.of(
          "tlm: these settings are for everybody who has the project: the agent of each of them "
            + "will look for \(program)"))
    }
    try HookChange.run(.install(handler), handler, settings)
  }
}
