import Analysis
import ArgumentParser
import Documents
import TLM

/// `tlm runs stats`: what runs came to.
struct ShowRunStats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "How runs stand and how long they took, in all and by agent.",
    discussion: """
      The success rate leaves out runs that have not ended. Lengths are of those that have. It ends \
      with 1 where there is no run.

      Examples:
        tlm runs stats
        tlm runs stats --since 30d --exclude-job test
        tlm runs stats --json | jq .overall.durations.p95_s
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var conditions: RunOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let statistics = try conditions.filter().fold(
      in: try store.open(), from: RunStatistics()
    ) { $0.add($1) }
    let output = Output()
    if format.json {
      output.json(RunStatsDocument(statistics))
    } else {
      output.show(RunLines.statistics(statistics, for: .output))
    }
    output.flush()
    if statistics.overall.runs == 0 { throw Failure.nothingFound }
  }
}
