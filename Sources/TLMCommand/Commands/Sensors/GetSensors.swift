import ArgumentParser
import Documents
import Questions
import TLM

/// `tlm sensors get`: what some sensors say.
struct GetSensors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "What some sensors say; of one, the bare value.",
    discussion: """
      It ends with 1 if one of them says nothing. A value that is stale is printed, and a word on \
      standard error says how old it is.

      Examples:
        tlm sensors get perf_system_cpu_load
        tlm sensors get perf_tool_error_rate safety_mode_state
        tlm sensors get safety_tool_high_risk_calls --window 1m
        tlm sensors get perf_tool_call_latency --quantile 0.95 --window 10m --json
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var question: QuestionOptions

  @Option(help: ArgumentHelp("As it was then, by the clock of the log.", valueName: "time"))
  var at: TimeArgument?

  @OptionGroup var format: FormatOptions

  @Argument(help: "Ids of sensors, or other names of them.", completion: Completions.sensors)
  var names: [String]

  func run() throws {
    let reader = try SensorReader(of: store.open())
    for name in names { try Asking.told { try SensorNames.check(name, reader.sensors) } }
    let snapshot = try reader.snapshot(
      of: names, window: question.window?.seconds, aggregate: question.aggregate?.aggregate,
      quantile: question.quantile, at: at?.instant)
    let output = Output()
    if format.json {
      output.json(SnapshotDocument(snapshot))
    } else if names.count > 1 {
      output.show(SensorView.lines(of: snapshot, showsSilent: true, for: .output))
    } else if let reading = snapshot.entries[0].reading {
      output.line(SensorView.bare(reading.value))
      if reading.isStale {
        let age = SensorView.age(of: reading, at: snapshot.time)
        Message.note("\(names[0]) is stale: \(age) old")
      }
    } else {
      Message.note("\(names[0]) says nothing")
    }
    output.flush()
    if snapshot.entries.contains(where: { $0.reading == nil }) { throw Failure.nothingFound }
  }
}
