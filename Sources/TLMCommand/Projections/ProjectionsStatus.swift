import ArgumentParser
import TLM

/// `tlm projections status`: how what is stored stands to the log.
struct ProjectionsStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "How the kept states stand to the log as it is on disk.",
    discussion: """
      new: nothing is kept. current: at the end of the log, or nearly. behind: there are events it
      has not come to. stale: what is kept is of no use. failed: a process died while it handled an
      event. detached: no projection of this program has that name, version and parameters.
      It ends with 1 if any has failed. --json prints one array.

      Examples:
        tlm projections status
        tlm projections status --json | jq '.[] | {projection, condition, events_behind}'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let statuses = try store.open().projectionStatus(of: TLMCommand.projections)
    let output = Output()
    if format.json {
      output.json(.array(statuses.map(StatusView.document)))
    } else {
      StatusView.lines(of: statuses, for: .output).forEach { output.line($0) }
    }
    output.flush()
    if statuses.contains(where: \.isWrong) { throw Failure.nothingFound }
  }
}
