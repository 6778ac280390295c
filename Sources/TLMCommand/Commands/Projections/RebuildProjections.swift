import ArgumentParser
import Documents
import TLM

/// `tlm projections rebuild`: folds from zero and replaces what is kept.
struct RebuildProjections: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Fold the log from zero and replace the kept states.",
    discussion: """
      Where a handler throws, the event is counted as failed, as ever, the positions of the first \
      few are said, and the command ends with 1. With --strict the first one stops it with 2, and \
      nothing is replaced.

      Examples:
        tlm projections rebuild phase-timing
        tlm projections rebuild velocity --set per=week
      """)

  @OptionGroup var store: StoreOptions

  @OptionGroup var parameters: ParameterOptions

  @Option(help: "How many threads take part.")
  var jobs = 2

  @Flag(help: "Stop at the first event whose handler throws.")
  var strict = false

  @OptionGroup var format: FormatOptions

  @Argument(help: "The projections' names.", completion: Completions.projections)
  var names: [String]

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    try ProjectionCatalog.check(names)
    _ = try ProjectionCatalog.configured(names, parameters.settings)
  }

  func run() throws {
    let projections = try ProjectionCatalog.configured(names, parameters.settings)
    let store = try store.open()
    // A log that cannot be read says so when it is folded.
    let bounds = try? store.log.bounds()
    let progress = SharedProgress(
      "rebuild", total: bounds.map { $0.upperBound.rawValue - $0.lowerBound.rawValue })
    var options = Replay.Options()
    options.jobs = jobs
    options.isStrict = strict
    options.progress = { progress.add($0) }
    let start = ContinuousClock.now
    let rebuilt = try store.rebuild(projections, options: options)
    progress.finish()
    let elapsed = ContinuousClock.now - start
    let output = Output()
    for replay in rebuilt.replays {
      if format.json {
        output.json(ReplayDocument(replay, elapsed: elapsed))
      } else {
        output.show(
          "\(replay.projection)  \(ReportView.summary(replay, elapsed: elapsed, for: .output))")
      }
    }
    output.flush()
    ReplayView.complain(rebuilt)
    if rebuilt.replays.contains(where: { $0.failed > 0 }) { throw Failure.nothingFound }
  }
}
