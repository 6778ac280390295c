import ArgumentParser
import TLM

/// `tlm watch`: keeps a store's sensors and mode up to date for everybody.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follow the log in the foreground: keep sensors and mode up to date, and sample.",
    discussion: """
      It drains the inbox as it grows, keeps sensor-metrics and mode-state, publishes every sensor
      on the store's board, and samples the machine. SIGTERM and SIGINT end it cleanly, with 0.
      On a terminal it shows one line; elsewhere it prints a line of JSON when something changes,
      and each minute. Several may run: the last one publishes and samples.

      Examples:
        tlm watch
        tlm watch --sample 1m
        tlm watch --sample off > watch.jsonl &
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("How often the machine is sampled, or off.", valueName: "length"))
  var sample = "5s"

  func validate() throws { _ = try sampling() }

  func run() async throws {
    var watcher = try Watcher(of: store.openForWriting())
    watcher.sampling = try sampling()
    let watch = watcher
    try await Signals.untilAsked {
      let view = WatchView()
      try await watch.run { view.show($0) }
      view.finish()
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
