import ArgumentParser
import Documents
import TLM

/// `tlm projections status`: how what is stored stands to the log.
struct ProjectionsStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "How the kept states stand to the log as it is on disk.",
    discussion: """
      new: nothing is kept. current: at the end of the log, or nearly. behind: there are events it \
      has not come to. stale: what is kept is of no use. failed: a process died while it handled \
      an event. detached: no projection of this program has that name, version and parameters. \
      Where a process follows: booting until it has come to the end for the first time, then live; \
      stuck: it does not move, while events wait for longer than --stuck-after, or more bytes than \
      --stuck-bytes. It ends with 1 if any has failed or is stuck. --json prints one array.

      Examples:
        tlm projections status
        tlm projections status --json | jq '.[] | {projection, condition}'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  @Option(
    help: ArgumentHelp(
      "Seconds after which a follower that does not move is stuck.", valueName: "seconds"))
  var stuckAfter = 10

  @Option(
    help: ArgumentHelp(
      "Bytes behind with which a follower that does not move is stuck.", valueName: "bytes"))
  var stuckBytes = 64 << 20

  func validate() throws {
    guard (0...1_000_000_000).contains(stuckAfter), stuckBytes >= 0 else {
      throw ValidationError("--stuck-after and --stuck-bytes take numbers from 0 on")
    }
  }

  func run() throws {
    let limits = ProjectionStatus.StuckLimits(time: .seconds(stuckAfter), bytes: Int64(stuckBytes))
    let statuses = try store.open().projectionStatus(limits: limits)
    let output = Output()
    if format.json {
      let now = Timestamp.current
      output.json(statuses.map { StatusDocument($0, at: now) })
    } else {
      output.show(StatusView.lines(of: statuses, for: .output))
    }
    output.flush()
    if statuses.contains(where: \.isWrong) { throw Failure.nothingFound }
  }
}
