import ArgumentParser
import Documents
import Gate
import TLM

/// `tlm gate explain`: what would become of a call, and why.
struct ExplainCall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "What would become of a call now, and why; without one, what is allowed.",
    discussion: """
      It ends with 0 where the call goes on and with 1 where it does not. Nothing is written.

      Examples:
        tlm gate explain
        tlm gate explain Read
        tlm gate explain Bash 'git push --force'
        tlm gate explain Write .claude/settings.json --json
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "As with a gate that is closed while no board says anything.")
  var failClosed = false

  @OptionGroup var format: FormatOptions

  @Argument(help: "The tool.")
  var tool: String?

  @Argument(help: "The command that a shell is given, or the file that the call names.")
  var input: String?

  func run() throws {
    let output = Output()
    let boards = GateBoards(option: store.store)
    guard let tool else {
      if format.json {
        output.json(GateStatusDocument(hooks: [], boards: boards))
      } else {
        output.show(GateView.lines(of: boards))
      }
      return
    }
    let call = GateCall(tool: tool, command: input, path: input)
    let decision = GateJudgement(
      GateStores(option: store.store), isClosed: failClosed
    ).decision(on: call)
    if format.json {
      output.json(GateDecisionDocument(decision, on: call))
    } else {
      output.show(SafeText.of(GateView.line(of: decision)))
    }
    output.flush()
    if decision.verdict != .allow { throw Failure.nothingFound }
  }
}
