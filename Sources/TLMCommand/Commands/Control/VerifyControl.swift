import ArgumentParser
import Documents
import TLM

/// `tlm control verify`: whether recorded transitions are what the rules decide.
struct VerifyControl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute every transition that the log records, and name those in doubt.",
    discussion: """
      Each is decided again from what it says it was decided from, with the same rules and the \
      same interval as then. Confirmed: the rules decide just that. Manual: a person did it. \
      Foreign: other rules, sensors or another interval decided it. In doubt: the rules do not \
      decide it, or not so; then it ends with 1. Of a log that was pruned it begins at the cut; what \
      may rest on lines that are gone is counted apart.

      Examples:
        tlm control verify
        tlm control verify --rules rules.yaml --scope build
        tlm control verify --json | jq '.doubts[] | {position, reason, look}'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: PolicyOptions
  @OptionGroup var scope: ScopeOptions
  @OptionGroup var interval: IntervalOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let store = try store.open()
    let rules = try rules.rules(of: store)
    _ = store.drainBeforeReading()
    let verification = ControlVerification(
      policy: rules.policy, reading: try store.sensorMetrics(), scope: scope.scope,
      interval_s: interval.interval.seconds)
    let result = try hasTransitions(store) ? verification.run(over: store.log) : .nothing
    let view = ControlVerificationView(rules: rules, store: self.store.store)
    let output = Output()
    if format.json {
      output.json(ControlVerificationDocument(result, rules: rules, look: view.look))
    } else {
      output.show(view.lines(of: result, for: .output))
    }
    output.flush()
    if !result.isSound { throw Failure.nothingFound }
  }

  /// Whether there is anything to recompute: the index knows at once.
  private func hasTransitions(_ store: Store) throws -> Bool {
    var filter = Filter()
    filter.names = [ControlEventName.transition.rawValue]
    var query = Query(filter)
    query.limit = 1
    return try store.query(query) { _ in true }.matched > 0
  }
}
