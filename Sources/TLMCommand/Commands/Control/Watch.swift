import ArgumentParser
import SystemCalls
import TLM

/// `tlm watch`: keeps a store's sensors and mode up to date for everybody.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow the log in the foreground: sensors, mode and board, samples, and rules.",
    discussion: """
      It drains the inbox as it grows, keeps sensor-metrics and mode-state, publishes every sensor \
      on the store's board, samples the machine, seals segments that are a day old (or as rotation: \
      in config.yaml says), and lets the rules decide about the mode as tlm control run does \
      (--no-control turns that off). A changed config.yaml or rule file is taken \
      as it comes; where it is wrong, what was read before stays in force, and it says so. The files \
      and folders that sources: in config.yaml names are imported as they grow, as tlm import --follow \
      does; claude and codex name the sessions of agents. The receiver that otel_endpoint: names \
      gets what comes, as by tlm export --follow, and that of post each run that ends. The engine \
      that relay: names joins machines, as by tlm relay push and tlm relay pull. SIGTERM \
      and SIGINT end it cleanly, with 0. On a terminal it shows one line; elsewhere it prints a \
      line of JSON when something changes, and each minute. Several may run: the last one \
      publishes and samples, and of what they decide each is written once.

      Examples:
        tlm watch
        tlm watch --rules rules.yaml
        tlm watch --sample 1m --no-control
        tlm watch --sample off > watch.jsonl &
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: PolicyOptions

  @Flag(help: "Decide nothing.")
  var noControl = false

  @Option(help: ArgumentHelp("How often the machine is sampled, or off.", valueName: "length"))
  var sample = "5s"

  func validate() throws {
    _ = try sampling()
    if noControl && rules.rules != nil {
      throw ValidationError("--no-control decides nothing: leave --rules out")
    }
  }

  func run() async throws {
    if !noControl {
      try Person.requireNoAgent("let rules decide about the mode (--no-control does without)")
    }
    let store = try store.openForWriting()
    let control =
      noControl ? Watcher.Control.off : rules.rules.map { .named($0) } ?? .found
    var watcher = try Watcher(of: store, control: control)
    watcher.sampling = try sampling()
    let (watch, sensors) = (watcher, try store.sensorDirectory())
    let (sources, deliveries) = (try WatchedSources(of: store), try WatchedDeliveries(of: store))
    try await Signals.untilAsked {
      let importing = Task { await sources?.follow() }
      let delivering = Task { await deliveries.follow() }
      defer {
        importing.cancel()
        delivering.cancel()
      }
      let view = WatchView(sensors)
      try await watch.run { view.show($0) }
      view.finish()
      importing.cancel()
      delivering.cancel()
      // What they know is kept before the process ends.
      await importing.value
      await delivering.value
    }
  }

  private func sampling() throws -> Duration? {
    if sample == "off" { return nil }
    guard let length = LengthArgument(argument: sample) else {
      throw ValidationError("--sample must be a length of time such as 5s or 1m, or off")
    }
    return .seconds(length.seconds)
  }
}
