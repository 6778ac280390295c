import Analysis
import ArgumentParser
import Running
import TLM
import Telemetry

/// `tlm runs sweep`: ends runs whose tlm was killed.
struct SweepRuns: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "End runs that nobody sees through any more.",
    discussion: """
      A run is seen through by the process that began it. Where that one is gone, was killed or went \
      down with its machine, the run stands as running for ever. This writes its end, with status \
      cancelled and why, once however often it is called. A run whose process lives is left alone, \
      and so is one of which that cannot be told from here, as of another machine's.

      Examples:
        tlm runs sweep
        tlm runs sweep --older-than 10m --dry-run
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("Leave younger runs alone.", valueName: "length"))
  var olderThan = "1h"

  @Flag(help: "Only say which runs would be ended.")
  var dryRun = false

  func validate() throws { _ = try instant() }

  func run() throws {
    let store = dryRun ? try store.open() : try store.openForWriting()
    let now = Timestamp.current
    let output = Output()
    var count = 0
    for run in try abandoned(in: store) {
      guard try dryRun || end(run, in: store) else { continue }
      count += 1
      let ago = Numbers.age((now.since(run.began)?.rawValue ?? 0) / 1_000_000_000)
      output.show(SafeText.of("\(run.id)  \(run.agent), begun \(ago) ago"))
    }
    output.flush()
    Message.note("\(dryRun ? "would end" : "ended") \(Numbers.count(count, "run"))")
  }

  private func abandoned(in store: Store) throws -> [RunSweep.Open] {
    var query = Query()
    query.filter.names = [RunSweep.eventName]
    var sweep = RunSweep()
    try store.query(query) { event in
      sweep.observe(event)
      return true
    }
    return sweep.abandoned(before: try instant()) { $0.isGone }
  }

  /// Writes the end of a run; false where somebody else was faster.
  private func end(_ run: RunSweep.Open, in store: Store) throws -> Bool {
    let ends: [Outcome] = [
      .success, .failure, .partial, .timeout, .cancelled, .blocked, .skipped,
    ]
    let conditions = Filter.records(ofRun: run.key, ends).map {
      AppendCondition.none(matching: $0, after: run.position)
    }
    do throws(AppendError) {
      try store.append(
        [run.end(at: .current)], onlyIf: conditions, timeout: .seconds(10))
      return true
    } catch {
      if error.isConflict { return false }
      throw error
    }
  }

  /// The instant before which a run must have begun.
  private func instant() throws -> Timestamp {
    guard let time = TimeArgument(argument: olderThan) else {
      throw ValidationError("--older-than must be a length of time such as 90s, 10m or 1h")
    }
    return time.instant
  }
}
