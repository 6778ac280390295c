import ArgumentParser
import Documents
import TLM

/// `tlm mode show`: the mode in force, and what may be done meanwhile.
struct ShowMode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "The mode in force, since when, and what may be done meanwhile.",
    discussion: """
      Changes that wait for a person stand below it, with what answers them.

      Examples:
        tlm mode show
        tlm mode show --json | jq .constraints.max_concurrent_tasks
        tlm mode show --scope build
        tlm mode show --at 2026-02-13T10:00:00Z
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: PolicyOptions
  @OptionGroup var scope: ScopeOptions

  @Option(help: ArgumentHelp("As it was then, by the clock of the log.", valueName: "time"))
  var at: TimeArgument?

  @OptionGroup var format: FormatOptions

  func run() throws {
    let store = try store.open()
    let policy = try rules.rules(of: store).policy
    let course = try store.mode(under: policy, scope: scope.scope, at: at?.instant).state.course
    let mode = policy.mode(course.mode.text)
    // What waits is answered now, and not at another time.
    let waiting = at == nil ? try OpenProposals(in: store, at: .current).about(scope.scope) : []
    let output = Output()
    if format.json {
      return output.json(ModeDocument(course, mode, proposals: waiting))
    }
    output.show(ModeView.lines(of: course, mode, for: .output))
    if waiting.isEmpty { return }
    let events = ControlEventView(sensors: try store.sensorDirectory(), terminal: .output)
    output.show([""] + waiting.map { events.line(of: $0.event) })
  }
}
