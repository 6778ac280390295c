import ArgumentParser
import Documents
import TLM

/// `tlm sensors list`: what every sensor says.
struct ListSensors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "What every sensor says.",
    discussion: """
      It ends with 1 if no sensor says anything.

      Examples:
        tlm sensors list
        tlm sensors list --all
        tlm sensors list --at 2026-02-13T10:00:00Z --json | jq .sensors
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("As it was then, by the clock of the log.", valueName: "time"))
  var at: TimeArgument?

  @Flag(help: "Show those that say nothing, too.")
  var all = false

  @OptionGroup var format: FormatOptions

  func run() throws {
    let snapshot = try SensorReader(of: store.open()).snapshot(at: at?.instant)
    let output = Output()
    if format.json {
      output.json(SnapshotDocument(snapshot))
    } else {
      output.show(SensorView.lines(of: snapshot, showsSilent: all, for: .output))
    }
    output.flush()
    if snapshot.entries.allSatisfy({ $0.reading == nil }) { throw Failure.nothingFound }
  }
}
