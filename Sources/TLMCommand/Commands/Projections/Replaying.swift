import ArgumentParser
import TLM

/// `tlm replay`: folds a log into the answers of projections.
struct Replaying: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Fold a log into the answers of projections.",
    discussion: """
      Without files the store is replayed; with files, or - for standard input, no store is \
      needed. Several projections are folded in one pass. --json prints one document for each, one \
      a line.

      Examples:
        tlm replay --projection phase-timing
        tlm replay --projection phase-timing --set tool=ll-auto --since 7d
        tlm replay --projection event-counts --at 2026-02-13T10:00:00Z
        tlm replay --projection event-counts old.jsonl newer.jsonl
        tlm replay --projection tool-usage --merge-by-time hooks.jsonl transcript.jsonl
        tlm replay --projection phase-timing --json | jq .report.bottleneck
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var projections: ProjectionOptions
  @OptionGroup var bounds: BoundsOptions

  @Flag(help: "Do not begin with a state that was kept.")
  var fromZero = false

  @Flag(help: "Read every line, also those that the index knows nobody wants.")
  var noIndex = false

  @Flag(help: "Fold it by every way there is, and fail if they differ.")
  var verify = false

  @Flag(help: "Print the state itself instead of the report.")
  var state = false

  @Flag(help: "Print only the SHA-256 of the projection's state.")
  var digest = false

  @Option(help: "How many threads take part.")
  var jobs = 2

  @Flag(help: "Stop at the first event whose handler throws.")
  var strict = false

  @Flag(help: "Sort the lines of all files by their time; what has the same stays as it stands.")
  var mergeByTime = false

  @OptionGroup var format: FormatOptions

  @Argument(help: "Files of JSON lines, read in this order as one log; - is standard input.")
  var files: [String] = []

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    if verify && !files.isEmpty {
      throw ValidationError("--verify is for a store; of files there is only one way")
    }
    if mergeByTime && (files.isEmpty || files.contains("-")) {
      throw ValidationError("--merge-by-time is for plain files, which it reads twice")
    }
    if verify && bounds.bounds != Fold.Bounds() {
      throw ValidationError("--verify is for all of a store, without bounds")
    }
  }

  func run() throws {
    let projections = try projections.configured()
    let clock = ContinuousClock()
    let start = clock.now
    var options = Replay.Options()
    options.bounds = bounds.bounds
    options.jobs = jobs
    options.isStrict = strict
    options.makesPages = !(format.json || state || digest)
    options.usesCheckpoints = !fromZero
    options.usesIndex = !noIndex
    options.trustsHandlers = projections.allSatisfy { projection in
      builtInProjections.contains { $0 == type(of: projection) }
    }
    let store = files.isEmpty ? try store.open() : nil
    let progress = SharedProgress("replay", total: total(of: store))
    options.progress = { progress.add($0) }
    let replayed =
      try store?.replay(projections, options: options)
      ?? FileReplay.run(projections, over: files, options, in: mergeByTime ? .time : .given)
    progress.finish()
    let isPart = store?.isPart ?? false
    ReplayView(showsState: state, showsDigest: digest, json: format.json, isPart: isPart)
      .show(replayed, elapsed: clock.now - start)
    if verify, let store { try check(projections, in: store) }
    let isChosen = isPart || options.bounds.isWindow
    let found = isChosen ? replayed.replays.map(\.matched) : [replayed.progress.events]
    if found.allSatisfy({ $0 == 0 }) { throw Failure.nothingFound }
  }

  /// Bytes that there are to read; nil where nobody knows.
  private func total(of store: Store?) -> Int64? {
    guard let store else { return FileCheck.size(of: files) }
    // A log that cannot be read says so when it is replayed.
    guard let bounds = try? store.log.bounds() else { return nil }
    return bounds.upperBound.rawValue - bounds.lowerBound.rawValue
  }

  private func check(_ projections: [any Projection], in store: Store) throws {
    var options = Replay.Options()
    options.jobs = jobs
    var isGood = true
    for projection in projections {
      let verification = try store.verify(projection, options: options)
      isGood = isGood && verification.isGood
      VerificationView.lines(of: verification, for: .error).forEach { Message.note($0) }
    }
    if !isGood { throw Failure.nothingFound }
  }
}
