import ArgumentParser
import Documents
import Gate
import Hooks
import TLM

/// `tlm gate status`: whether agents are gated, and by what.
struct ShowGate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "In which settings the gate is named, and what its boards say.",
    discussion: """
      It ends with 1 where nothing is gated: the gate is named nowhere, or no board says anything.

      Examples:
        tlm gate status claude-code
        tlm gate status claude-code --json | jq '.boards[].mode'
      """)

  @Argument(help: "The agent: claude-code.")
  var agent: AgentArgument

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let hooks = SettingsScope.allCases.map { HookStatus($0, path: $0.path(), role: .gate) }
    let boards = GateBoards(option: store.store)
    let output = Output()
    if format.json {
      output.json(GateStatusDocument(hooks: hooks, boards: boards))
    } else {
      output.show(hooks.flatMap(HookView.lines) + GateView.lines(of: boards))
    }
    output.flush()
    if !hooks.contains(where: \.isInstalled) || !boards.saysAnything { throw Failure.nothingFound }
  }
}
