import ArgumentParser
import Documents
import TLM

/// `tlm mode explain`: why the mode is what it is.
struct ExplainMode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Why the mode is what it is, in a sentence with the readings that led to it.",
    discussion: """
      Examples:
        tlm mode explain
        tlm mode explain --at 2026-02-13T10:00:00Z
        tlm mode explain --json | jq .reasons
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: PolicyOptions
  @OptionGroup var scope: ScopeOptions

  @Option(help: ArgumentHelp("As it was then, by the clock of the log.", valueName: "time"))
  var at: TimeArgument?

  @OptionGroup var format: FormatOptions

  func run() throws {
    let store = try store.open()
    let sensors = try store.sensorDirectory()
    let policy = try rules.rules(of: store).policy
    let course = try store.mode(under: policy, scope: scope.scope, at: at?.instant).state.course
    let output = Output()
    let why = ModeView.sentence(of: course, sensors, for: .output)
    if format.json {
      output.json(ModeExplanationDocument(course, why: why))
    } else {
      output.show(SafeText.of(why))
    }
  }
}
