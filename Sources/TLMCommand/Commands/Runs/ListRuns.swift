import Analysis
import ArgumentParser
import Documents
import TLM

/// `tlm runs list`: the runs that meet some conditions.
struct ListRuns: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The runs that meet every given condition, those recorded last first.",
    discussion: """
      It ends with 1 where there is none.

      Examples:
        tlm runs
        tlm runs list --agent nightly --status failure,timeout --since 7d
        tlm runs list --exclude-job test --limit 20 --offset 20
        tlm runs list --json | jq -r '.runs[].run_id'
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var conditions: RunOptions

  @Option(help: "Show at most so many.")
  var limit = 100

  @Option(help: "Leave out so many of those recorded last.")
  var offset = 0

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be at least 1") }
    if offset < 0 { throw ValidationError("--offset must be at least 0") }
  }

  func run() throws {
    let page = try conditions.filter().page(in: try store.open(), offset: offset, limit: limit)
    let output = Output()
    if format.json {
      output.json(RunsDocument(page.runs, total: page.total, offset: offset))
    } else {
      output.show(RunLines.list(page.runs, of: page.total, offset: offset, for: .output))
    }
    output.flush()
    if page.runs.isEmpty { throw Failure.nothingFound }
  }
}
