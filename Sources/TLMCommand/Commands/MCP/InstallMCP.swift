import ArgumentParser
import Documents
import Hooks
import TLM

/// `tlm mcp install`: names tlm in the settings of an agent.
struct InstallMCP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Let a coding agent ask tlm, by its settings.",
    discussion: """
      For Claude Code in ~/.claude.json, or with --project in the project's .mcp.json; for Codex in \
      ~/.codex/config.toml. What stands there stays, and a copy of the file as it was is left beside \
      it, with .tlm-backup behind its name. A second time nothing changes.

      Examples:
        tlm mcp install claude-code --dry-run
        tlm mcp install claude-code --project
        tlm mcp install codex
      """)

  @Argument(help: "The agent: claude-code or codex.")
  var agent: ServedAgent

  @Flag(help: "For everybody who has this project; of Claude Code only.")
  var project = false

  @Flag(help: "Show what would change, as diff -u does, and change nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "The program that the agent starts.", discussion: "Without it: this tlm.",
      valueName: "path"))
  var command: String?

  @Option(
    help: ArgumentHelp(
      "The store that is asked.", discussion: "Without it: the one of the folder the agent is in.",
      valueName: "path"))
  var store: String?

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if project && agent == .codex { throw ValidationError("--project is of Claude Code only") }
  }

  func run() throws {
    let here = StoreLocation.currentDirectory()
    let program = try command.map { StoreLocation.absolute($0, here) } ?? HookProgram.own()
    let named = store.map { ["--store", StoreLocation.absolute($0, here)] } ?? []
    let server = AgentServer(command: program, arguments: ["mcp"] + named)
    let settings = agent.settings(ofProject: project)
    let change = try HookInstallation(server, in: settings, path: settings.path())
    if !dryRun { try change.apply() }
    try show(change, server)
  }

  private func show(_ change: HookInstallation, _ server: AgentServer) throws {
    let output = Output()
    if format.json {
      return output.json(HookChangeDocument(change, server, isDry: dryRun))
    }
    let path = change.file.target
    if dryRun {
      for line in change.diff { output.line(SafeText.of(line)) }
      if !change.isChange { Message.note("nothing would change") }
    } else if !change.isChange {
      output.show(SafeText.of("tlm is named in \(path) already"))
    } else {
      let done = "named \(server.command) in \(path)"
      output.show(
        SafeText.of(
          change.file.contents == nil ? done : done + "; as it was: \(change.file.backup)"))
    }
  }
}

/// A coding agent that can be told of servers.
enum ServedAgent: String, ExpressibleByArgument, CaseIterable {
  case claudeCode = "claude-code"
  case codex

  /// Where it looks for servers.
  func settings(ofProject isProject: Bool) -> ServerSettings {
    self == .codex ? .codex : isProject ? .claudeProject : .claudeUser
  }
}
