import ArgumentParser
import Documents
import TLM

/// `tlm mode history`: the changes of mode, the newest last.
struct ModeHistory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "The changes of mode that were followed, the newest last.",
    discussion: """
      The last 64 are kept; tlm query --event mode_transition has all. It ends with 1 without any.

      Examples:
        tlm mode history
        tlm mode history -n 3 --json | jq '.[].rule'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: PolicyOptions
  @OptionGroup var scope: ScopeOptions

  @Option(name: .short, help: "How many at most.")
  var n = 64

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if n < 1 { throw ValidationError("-n must be at least 1") }
  }

  func run() throws {
    let store = try store.open()
    let policy = try rules.rules(of: store).policy
    let course = try store.mode(under: policy, scope: scope.scope).state.course
    let changes = course.history.suffix(n)
    let output = Output()
    if format.json {
      output.json(ModeHistoryDocument(changes))
    } else if !changes.isEmpty {
      output.show(ModeView.lines(of: changes, for: .output))
    }
    output.flush()
    if changes.isEmpty { throw Failure.nothingFound }
  }
}
