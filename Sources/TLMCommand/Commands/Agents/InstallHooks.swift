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
      alone. --http has the agent post its hooks to tlm serve where it can, and run the program \
      where it cannot; what is posted while nobody serves is lost.

      Examples:
        tlm hook install claude-code --dry-run
        tlm hook install claude-code --project
        tlm hook install claude-code --http
      """)

  @OptionGroup var settings: AgentSettingsOptions

  @Option(
    help: ArgumentHelp(
      "The program that the hooks run.",
      discussion: "Without it: tlm-hook beside this tlm, else this tlm.", valueName: "path"))
  var command: String?

  @Flag(help: "Post to tlm serve, and run the program where a hook cannot post.")
  var http = false

  @Option(
    help: ArgumentHelp("Where tlm serve is heard, for --http.", valueName: "host:port"))
  var server = "127.0.0.1:4318"

  func validate() throws {
    let parts = server.split(separator: ":").map(String.init)
    guard parts.count == 2, ["127.0.0.1", "localhost"].contains(parts[0]), UInt16(parts[1]) != nil
    else { throw ValidationError("--server is 127.0.0.1 with a port, such as 127.0.0.1:4318") }
  }

  func run() throws {
    try Person.require("install hooks", at: StoreLocation.resolve(option: nil))
    let program =
      try command.map { StoreLocation.absolute($0, StoreLocation.currentDirectory()) }
      ?? HookProgram.path()
    let running = HookHandler(program: program)
    let handler = http ? running.posting(to: server) : running
    if settings.scope == .shared {
      Message.note(
        SafeText.of(
          "tlm: these settings are for everybody who has the project: the agent of each of them "
            + "will look for \(program)"))
    }
    try HookChange.run(.install(handler), handler, settings)
  }
}
