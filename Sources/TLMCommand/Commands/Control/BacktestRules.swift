import ArgumentParser
import Documents
import TLM

/// `tlm control backtest`: what rules would have done with history.
struct BacktestRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Which modes there would have been under some rules, when and why.",
    discussion: """
      The store's log is replayed on its own clock; with files, or - for standard input, no store \
      is needed. Transitions that are recorded are ignored, the mode is simulated; a person's \
      recorded answer to a proposal of the same edge counts, unless --approve says something else.

      With --against the same is done with other rules, and the differences are shown: recorded \
      for what the log records, shipped for the rules that ship. Equal decisions have equal \
      digests.

      What was imported drives no rule, as it happened elsewhere or long ago. With --imported it counts \
      as if it had come when it happened: all events are sorted by their times first, so what does not \
      fit into memory is no history for it, and events without a time are left out.

      Of a log that was pruned it begins at the cut, in the mode that was in force there.

      Examples:
        tlm control backtest
        tlm control backtest --rules budget.yaml --imported
        tlm control backtest --rules calm.yaml --against shipped
        tlm control backtest --against recorded --json | jq .differences
        tlm control backtest --approve always monday.jsonl tuesday.jsonl
      """)

  /// Who answers proposals.
  enum ApproveArgument: String, ExpressibleByArgument, CaseIterable { case recorded, always, never }

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: PolicyOptions

  @Option(
    help: ArgumentHelp(
      "Compare with another rule file, with recorded, or with shipped.", valueName: "file"))
  var against: String?

  @Option(help: "Who answers proposals: recorded, always or never.")
  var approve = ApproveArgument.recorded

  @Flag(help: "Count what was imported, too, in the order of its times.")
  var imported = false

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var interval: IntervalOptions

  @Option(help: "How many threads take part.")
  var jobs = 2

  @OptionGroup var format: FormatOptions

  @Argument(help: "Files of JSON lines, read in this order as one log; - is standard input.")
  var files: [String] = []

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    if against != nil && files.contains("-") {
      throw ValidationError("standard input can be read once; give a file to compare over")
    }
  }

  func run() throws {
    let store = try history()
    let history = try History(of: files.isEmpty ? store : nil, files: files)
    let metrics = try store?.sensorMetrics() ?? SensorMetrics()
    let sensors = SensorDirectory(of: metrics.definitions)
    let found = try Rules.find(named: rules.rules, in: store, sensors: sensors)
    found.remarks.forEach { Message.error(SafeText.of($0)) }
    let clock = ContinuousClock()
    let start = clock.now
    let beginning = try history.beginning(of: backtest(found, metrics))
    if let beginning, beginning.isCut { Message.note(beginning.sentence) }
    let tested = try run(found, metrics, over: history)
    if tested.events == 0 { try history.failIfUnreadable() }
    let elapsed = clock.now - start
    let other = try against.map { try self.other($0, found, store, metrics, sensors, history) }
    let output = Output()
    if format.json {
      output.json(BacktestDocument(tested, rules: found, sensors: sensors, against: other))
    } else {
      let view = BacktestView(rules: found, events: .init(sensors: sensors, terminal: .output))
      output.show(view.lines(of: tested, against: other, elapsed: elapsed))
    }
    output.flush()
    if tested.events == 0 { throw Failure.nothingFound }
  }

  /// The store whose log is replayed; of files, the one whose sensors and rules count, if any.
  private func history() throws -> Store? {
    if files.isEmpty { return try store.open() }
    do throws(JournalError) { return try Store.open(at: store.location) } catch {
      if error.code == .noStore && store.store == nil { return nil }
      throw error
    }
  }

  private func backtest(_ rules: Rules, _ metrics: SensorMetrics) -> Backtest {
    Backtest(
      policy: rules.policy, reading: metrics, scope: scope.scope,
      interval_s: interval.interval.seconds,
      approvals: Backtest.Approvals(rawValue: approve.rawValue) ?? .recorded)
  }

  private func run(
    _ rules: Rules, _ metrics: SensorMetrics, over history: History
  ) throws -> Backtest.Result {
    let backtest = backtest(rules, metrics)
    if imported {
      return try backtest.run(over: TimedHistory(history.lines("backtest")).chunks, jobs: jobs)
    }
    let beginning = try history.beginning(of: backtest)
    return try backtest.run(
      over: history.lines("backtest", from: beginning?.start), from: beginning, jobs: jobs)
  }

  private func other(
    _ against: String, _ rules: Rules, _ store: Store?, _ metrics: SensorMetrics,
    _ sensors: SensorDirectory, _ history: History
  ) throws -> BacktestDocument.Other {
    if against == "recorded" {
      let backtest = backtest(rules, metrics)
      let beginning = try history.beginning(of: backtest)
      let lines = try history.lines("recorded", from: beginning?.start)
      return .init(name: "recorded", try backtest.recorded(over: lines, from: beginning))
    }
    let other =
      against == "shipped"
      ? Rules(.standard, from: .shipped)
      : try Rules.find(named: against, in: store, sensors: sensors)
    return .init(name: against, try run(other, metrics, over: history))
  }
}
