import ArgumentParser
import Documents
import Gate
import TLM

/// `tlm gate test`: what a gate would say of calls that were recorded.
struct TestCalls: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "What would become of the calls on standard input, one hook's document a line.",
    discussion: """
      It decides as the gate does and writes nothing. It ends with 1 where a call would not go on.

      Examples:
        tlm gate test < calls.jsonl
        tlm gate test --json < calls.jsonl | jq .verdict
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "As with a gate that is closed while no board says anything.")
  var failClosed = false

  @OptionGroup var format: FormatOptions

  func run() throws {
    let judgement = GateJudgement(
      GateStores(option: store.store), isClosed: failClosed)
    let output = Output(isLineBuffered: true)
    var (calls, refused) = (0, 0)
    var source = try ArrivingLines(path: "-")
    while case .lines(let lines)? = try source.next() {
      for line in lines.split(separator: UInt8(ascii: "\n")) {
        let call = Value(json: Array(line)).flatMap(GateCall.init)
        let decision = call.map(judgement.decision) ?? judgement.decisionOnNothing
        calls += 1
        refused += decision.verdict == .allow ? 0 : 1
        if format.json {
          output.json(GateDecisionDocument(decision, on: call))
        } else {
          let tool = call?.tool ?? "unreadable"
          output.show(SafeText.of("\(tool): \(GateView.line(of: decision))"))
        }
      }
    }
    output.flush()
    if calls == 0 || refused > 0 { throw Failure.nothingFound }
  }
}
