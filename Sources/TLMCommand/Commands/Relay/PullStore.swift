import ArgumentParser
import Documents
import Relay
import SystemCalls
import TLM

/// `tlm relay pull`: what origins push, into a store.
struct PullStore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Pull the stores of other machines into this one, and go on with what they push.",
    discussion: """
      Every event of every origin comes once, as it stands in its log and in its order, however often \
      the engine brings it; what has come is compared with what the origin says it pushed. What the \
      engine lost, or brought otherwise, is asked for from the origin while that pushes, and a \
      tlm.relay_gap in the log tells of it; until it answers, that origin alone waits. What is pulled \
      drives no rule of this store, unless the rule names the origin.

      Begun anew it goes on where it was. Several may pull into one store. SIGTERM and SIGINT end it.

      Examples:
        tlm relay pull --nats nats://127.0.0.1:4222
        tlm relay pull --nats tls://a.example,tls://b.example --creds relay.creds --into ~/hub/.tlm
        tlm relay pull --nats nats://127.0.0.1:4222 --origin build-7
        tlm relay pull --nats nats://127.0.0.1:4222 --once --json | jq .events
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var relay: RelayOptions

  @Option(
    help: ArgumentHelp("The store that it is pulled into, as --store has it.", valueName: "store"),
    completion: .directory)
  var into: String?

  @Option(
    help: ArgumentHelp(
      "Pull this origin alone: its id, the beginning of one, or its machine. Repeatable.",
      valueName: "origin"))
  var origin: [String] = []

  @Flag(help: "Pull what the engine has, and end; with 1 where lines are missing.")
  var once = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if into != nil, store.store != nil {
      throw ValidationError("--into and --store say the same; give one of them")
    }
  }

  func run() async throws {
    OwnProcess.makeFilesPrivate()
    var place = store
    if let into { place.store = into }
    let store = try place.openForWriting()
    let settings = try Settings.load(at: store.location)
    var options = Puller.Options()
    options.origins = origin
    options.isOnce = once
    let pull = RelayPull(
      into: store.log, from: try relay.address(settings), try relay.subject(settings), options
    ) { Message.error(SafeText.of($0)) }
    let came = Guarded<PullReport?>(nil)
    try await Signals.untilAsked {
      let report = try await pull.run()
      came.withLock { $0 = report }
    }
    guard let report = came.withLock({ $0 }) else { return }
    show(report)
    if once, report.origins.contains(where: { $0.waitingSince != nil }) {
      throw Failure.nothingFound
    }
  }

  private func show(_ report: PullReport) {
    let output = Output()
    if format.json {
      output.json(PullDocument(report))
    } else {
      output.show(RelayView.lines(of: report, for: .output))
    }
  }
}
