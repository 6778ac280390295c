import ArgumentParser
import Documents
import Questions
import TLM

/// `tlm sensors watch`: what sensors say, again and again.
struct WatchSensors: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "What sensors say, again and again, until interrupted.",
    discussion: """
      On a terminal the table is drawn anew each time; elsewhere each time is one line of JSON.

      Examples:
        tlm sensors watch
        tlm sensors watch perf_system_cpu_load safety_mode_state --every 2s
        tlm sensors watch --every 10s --times 6 > minute.jsonl
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("How often.", valueName: "length"))
  var every: LengthArgument = LengthArgument(seconds: 1)

  @Option(help: ArgumentHelp("How many times; for ever without it.", valueName: "count"))
  var times: Int?

  @OptionGroup var format: FormatOptions

  @Argument(
    help: "Ids of sensors, or other names of them; all of them without any.",
    completion: Completions.sensors)
  var names: [String] = []

  func validate() throws {
    if let times, times < 1 { throw ValidationError("--times must be at least 1") }
  }

  func run() async throws {
    let reader = try SensorReader(of: store.open())
    for name in names { try Asking.told { try SensorNames.check(name, reader.sensors) } }
    let output = Output(isLineBuffered: true)
    let draws = Terminal.output.isTerminal && !format.json
    var left = times
    while left != 0 {
      let snapshot = try reader.snapshot(of: names.isEmpty ? nil : names)
      if draws {
        let lines = SensorView.lines(of: snapshot, showsSilent: !names.isEmpty, for: .output)
        let time = LocalTime.text(snapshot.time)
        let fitting = lines.flatMap { Prose.lines(of: $0, in: Terminal.output.width) }
        output.line("\u{1b}[H\u{1b}[J\(time)\n\n" + fitting.joined(separator: "\n"))
      } else {
        output.line(SnapshotDocument(snapshot))
      }
      left = left.map { $0 - 1 }
      if left != 0 { try await Task.sleep(for: .seconds(every.seconds)) }
    }
  }
}
