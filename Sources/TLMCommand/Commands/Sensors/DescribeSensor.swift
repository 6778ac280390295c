import ArgumentParser
import Documents
import Questions
import TLM

/// `tlm sensors describe`: what a sensor is, and what it says.
struct DescribeSensor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "What a sensor is, which events it reads, and what it says.",
    discussion: """
      Examples:
        tlm sensors describe perf_tool_error_rate
        tlm sensors describe queue_depth --json | jq .reads
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The id of a sensor, or another name of it.", completion: Completions.sensors)
  var name: String

  func run() throws {
    let reader = try SensorReader(of: store.open())
    try Asking.told { try SensorNames.check(name, reader.sensors) }
    let snapshot = try reader.snapshot(of: [name])
    let entry = snapshot.entries[0]
    let summary = try reader.summary(of: name)
    let output = Output()
    if format.json {
      output.json(SensorDocument(entry, summary, at: snapshot.time))
    } else {
      output.show(SensorDescription.lines(of: entry, summary, at: snapshot.time))
    }
  }
}
