import Analysis
import ArgumentParser
import Documents
import Questions
import TLM

/// `tlm trace`: what happened to one issue, run, session or trace.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show all about one issue, run, session or trace, as spans that lie in each other.",
    discussion: """
      The beginning of an id is enough where no other begins so. What belongs to it is found by the \
      index, whatever program told it: events of the same trace, run, session or correlation id, and \
      what caused or was caused by one of them. Attempts at an issue stand apart; what nothing ended \
      is incomplete; where spans leave nothing going on there is a gap; bold ones decided how long \
      it took. It ends with 1 where there is no such id.

      Examples:
        tlm trace BUG-042
        tlm trace BUG-042 --waterfall
        tlm trace 4bf92f35 --kind trace --timeline
        tlm trace BUG-042 --json | jq '.spans[] | select(.status == "error") | .title'
      """)

  @OptionGroup var store: SeenStoreOptions

  @Option(help: "What the id is of: issue, run, session or trace; without it, what there is.")
  var kind: TraceSubject.Kind?

  @Flag(help: "How it is shown.")
  var shape: TraceShape = .tree

  @OptionGroup var format: FormatOptions

  @Argument(help: "The id, or how it begins.", completion: Completions.values(of: .issue))
  var id: String

  func run() throws {
    let store = try store.open()
    let subject = try Asking.told { try NamedSubject.find(id, kind, in: store) }
    var finder = TraceFinder(in: store)
    let answer = try finder.answer(subject)
    let output = Output()
    if format.json {
      output.json(TraceDocument(answer))
    } else {
      Pager.begin()
      output.show(TraceView(answer, for: .output).lines(shape))
    }
    output.flush()
  }
}

/// How a trace is shown.
enum TraceShape: String, EnumerableFlag {
  case tree, timeline, waterfall

  static func help(for value: TraceShape) -> ArgumentHelp? {
    switch value {
    case .tree: "As a tree, with what happened in each span."
    case .timeline: "As what happened one after the other."
    case .waterfall: "As bars on one scale of time."
    }
  }
}

extension TraceSubject.Kind: ExpressibleByArgument {}
