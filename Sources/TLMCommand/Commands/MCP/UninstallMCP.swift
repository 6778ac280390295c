import ArgumentParser
import Documents
import Hooks
import TLM

/// `tlm mcp uninstall`: takes tlm out of the settings of an agent.
struct UninstallMCP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take tlm's server out of the settings of a coding agent, and nothing else.",
    discussion: """
      A copy of the file as it was is left beside it, with .tlm-backup behind its name. A file in \
      which nothing else stood, and that was not there before, is removed.

      Examples:
        tlm mcp uninstall claude-code
        tlm mcp uninstall codex --dry-run
      """)

  @Argument(help: "The agent: claude-code or codex.")
  var agent: ServedAgent

  @Flag(help: "Out of the project's .mcp.json; of Claude Code only.")
  var project = false

  @Flag(help: "Show what would change, as diff -u does, and change nothing.")
  var dryRun = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if project && agent == .codex { throw ValidationError("--project is of Claude Code only") }
  }

  func run() throws {
    let settings = agent.settings(ofProject: project)
    let change = try HookInstallation(removingServerFrom: settings, path: settings.path())
    if !dryRun { try change.apply() }
    let output = Output()
    let none: AgentServer? = nil
    if format.json { return output.json(HookChangeDocument(change, none, isDry: dryRun)) }
    let path = change.file.target
    if dryRun {
      for line in change.diff { output.line(SafeText.of(line)) }
      if !change.isChange { Message.note("nothing would change") }
    } else {
      let done =
        change.isRemoval
        ? "removed \(path), in which nothing else stood" : "took tlm out of \(path)"
      output.show(
        SafeText.of(
          change.isChange
            ? "\(done); as it was: \(change.file.backup)" : "tlm is not named in \(path)"))
    }
  }
}
