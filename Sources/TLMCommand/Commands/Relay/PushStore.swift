import ArgumentParser
import Documents
import Relay
import SystemCalls
import TLM

/// `tlm relay push`: what comes to a store, to the stream of an engine.
struct PushStore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Push a store to an engine, from which hubs pull it, and go on with what comes.",
    discussion: """
      Every event goes as it stands in the log, in its order, and is done with once the engine has said \
      that it keeps it: nothing is lost while the engine is away or this process dies. Begun anew it \
      goes on where it was. What tlm writes about the log itself stays here, and so does what a relay \
      pulled from others. A hub that misses something asks for it, and is answered while this runs.

      The stream is made where it is missing, with three copies where there are three nodes. A store \
      that is a copy of another pushes as one of its own, with an id of its own. SIGTERM and SIGINT end \
      it, with what is on its way.

      Examples:
        tlm relay push --nats nats://127.0.0.1:4222
        tlm relay push --nats tls://a.example,tls://b.example --creds relay.creds --tls-ca ca.pem
        tlm relay push --nats nats://127.0.0.1:4222 --event 'issue*' --where 'duration() > 1s'
        tlm relay push --nats nats://127.0.0.1:4222 --once --json | jq .events
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var relay: RelayOptions

  @Option(
    name: .customLong("event"),
    help: ArgumentHelp(
      "Push events of this name alone; * matches anything. Repeatable.", valueName: "name"),
    completion: Completions.events)
  var events: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Push events alone for which this holds, as in tlm query. Repeatable.",
      valueName: "condition"), transform: WhereArgument.read)
  var conditions: [WhereArgument] = []

  @Option(help: "Copies that a stream is made with; without it three where there are three nodes.")
  var replicas: Int?

  @Flag(help: "Push what is there, and end.")
  var once = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if let replicas, !(1...5 ~= replicas) {
      throw ValidationError("--replicas must be from 1 to 5")
    }
  }

  func run() async throws {
    let store = try store.openForWriting()
    let push = RelayPush(of: store.log, try options(of: store))
    let (came, once) = (Guarded<PushReport?>(nil), once)
    try await Signals.untilAsked {
      // Asked to end while the engine is away, it ends.
      do {
        let report = try await once ? push.once() : push.run()
        came.withLock { $0 = report }
      } catch is CancellationError {}
    }
    if let report = came.withLock({ $0 }) { show(report) }
  }

  private func options(of store: Store) throws -> PushOptions {
    let settings = try Settings.load(at: store.location)
    let asked = RelayedEvents(names: events, conditions: conditions.map(\.text))
    let isAsked = !events.isEmpty || !conditions.isEmpty
    var options = try StorePush.options(
      of: store, to: relay.address(settings), relay.subject(settings),
      isAsked ? asked : RelayedEvents(settings)
    ) { Message.error(SafeText.of($0)) }
    options.replicas = replicas
    return options
  }

  private func show(_ report: PushReport) {
    let output = Output()
    if format.json {
      output.json(PushDocument(report))
    } else {
      output.show(RelayView.lines(of: report, for: .output))
    }
  }
}
