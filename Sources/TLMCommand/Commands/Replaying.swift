import ArgumentParser
import TLM

/// `tlm replay`: folds a log into the answer of a projection.
struct Replaying: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Fold a log into the answer of a projection.",
    discussion: """
      Without files the store is replayed; with files, or - for standard input, no store is needed.

      Examples:
        tlm replay --projection phase-timing
        tlm replay --projection event-counts old.jsonl newer.jsonl
        tlm replay --projection phase-timing --json | jq .report.bottleneck
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    name: .shortAndLong,
    help: "The projection: \(TLMCommand.projections.map { $0.name }.joined(separator: ", ")).")
  var projection: String

  @Flag(help: "Print only the SHA-256 of the projection's state.")
  var digest = false

  @Option(help: "How many threads take part.")
  var jobs = 2

  @Flag(help: "Stop at the first event whose handler throws.")
  var strict = false

  @OptionGroup var format: FormatOptions

  @Argument(help: "Files of JSON lines, read in this order as one log; - is standard input.")
  var files: [String] = []

  func validate() throws {
    if !TLMCommand.projections.contains(where: { $0.name == projection }) {
      let known = TLMCommand.projections.map { $0.name }.sorted().joined(separator: ", ")
      throw ValidationError("there is no projection \(projection); there are \(known)")
    }
    if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
  }

  func run() throws {
    guard let type = TLMCommand.projections.first(where: { $0.name == projection }) else { return }
    let clock = ContinuousClock()
    let start = clock.now
    var fold = Fold(isStrict: strict)
    fold.add(type: type)
    if files.isEmpty {
      try store.open().replay(into: &fold, jobs: jobs)
    } else {
      try fold.run(over: Concatenated(paths: files), jobs: jobs)
    }
    guard let replay = try fold.replays().first else { return }
    let elapsed = clock.now - start
    show(replay, elapsed: elapsed, fold.progress)
    if replay.events == 0 { throw Failure.nothingFound }
  }

  private func show(_ replay: Replay, elapsed: Duration, _ progress: FoldProgress) {
    let output = Output()
    if digest {
      output.line(replay.digest.description)
    } else if format.json {
      output.json(replay.json(elapsed: elapsed))
    } else {
      ReportView.lines(of: replay, for: .output).forEach { output.line($0) }
      output.line()
      output.line(ReportView.summary(replay, elapsed: elapsed, for: .output))
    }
    output.flush()
    for failure in progress.firstFailures {
      Message.error(
        "\(failure.projection) failed on the event at \(failure.position): \(failure.message)")
    }
  }
}
