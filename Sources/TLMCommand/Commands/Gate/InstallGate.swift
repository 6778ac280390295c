import ArgumentParser
import Configuration
import Documents
import Hooks
import TLM

/// `tlm gate install`: names the gate in the settings of an agent, and turns it on.
struct InstallGate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Let a coding agent ask before each call, and let tlm watch say what it may.",
    discussion: """
      The agent's settings get a hook that it waits for, and gate.enabled becomes true in your own \
      configuration. What stands in the settings stays, and a copy of the file as it was is left beside \
      it. With --fail-closed nothing but reading the reason is possible while no watch runs.

      Examples:
        tlm gate install claude-code --dry-run
        tlm gate install claude-code --project --fail-closed
      """)

  @OptionGroup var settings: AgentSettingsOptions

  @Flag(help: "Refuse all calls while no board says what is allowed.")
  var failClosed = false

  @Option(
    help: ArgumentHelp(
      "The program that the hook runs.",
      discussion: "Without it: tlm-gate beside this tlm, else this tlm.", valueName: "path"))
  var command: String?

  func run() throws {
    try Person.require("install the gate", at: StoreLocation.resolve(option: nil))
    let program =
      try command.map { StoreLocation.absolute($0, StoreLocation.currentDirectory()) }
      ?? HookProgram.path(for: .gate)
    let handler = HookHandler(
      program: program, as: .gate, failClosed ? ["--fail-closed"] : [])
    if !settings.dryRun { try GateSetting.set(true) }
    try HookChange.run(.install(handler), handler, settings, as: .gate)
  }
}

/// Whether a watch says what agents may call, in the user's own file.
enum GateSetting {
  static func set(_ isOn: Bool) throws {
    guard let setting = SettingCatalog.named("gate.enabled") else { return }
    let path = Settings.userFile
    let old = try SettingsFileText.read(path)
    let new = try SettingsEdit(of: old, path: path).setting(setting, to: isOn ? "true" : "false")
    if new != old { try SettingsFileText.write(new, to: path, followsLink: true) }
  }
}
