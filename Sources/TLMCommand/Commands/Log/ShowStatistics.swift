import Analysis
import ArgumentParser
import Documents
import TLM

/// `tlm stats`: how many events there are of each kind.
struct ShowStatistics: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "How many events there are of each name, since when, how often, and how long.",
    discussion: """
      The largest group comes first. The rate is of events an hour between the first and the last; \
      p50 and p95 are of the lengths of time that events tell. --by takes a field or any value of \
      the language of tlm query. It ends with 1 where no event meets the conditions.

      Examples:
        tlm stats
        tlm stats --since 7d --by 'tool()'
        tlm stats --event tool_call --by tool_name --json | jq '.groups[0]'
        tlm stats --by 'date(time())' --zone local --csv
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var conditions: FilterOptions

  @Option(
    help: ArgumentHelp(
      "Count by this instead of names, such as phase or session().", valueName: "value"),
    transform: ColumnsArgument.read)
  var by: ColumnsArgument?

  @Option(help: "Show at most so many groups, the largest.")
  var limit: Int?

  @Option(help: ArgumentHelp(ZoneArgument.help, valueName: "zone"))
  var zone: ZoneArgument?

  @Flag(help: "Say how the events were found: what by the index, and what by looking at them.")
  var explain = false

  @OptionGroup var format: RowFormatOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if let by, by.columns.count != 1 {
      throw ValidationError("--by takes one value; for several there is tlm query --group-by")
    }
  }

  func run() throws {
    let store = try store.open()
    conditions.tellNotes()
    let clock = zone.map { Zone($0.offset_s) } ?? .utc
    let indexing = Progress("index", total: nil)
    let statistics = try store.statistics(
      of: Query(conditions.filter(in: clock)), by: by?.columns.first, zone: clock, limit: limit,
      progress: { done, _ in indexing.update(done) })
    indexing.finish()
    let howFound = explain ? conditions.howFound : nil
    StatisticsView.show(statistics, format.format, howFound)
    ExplanationView.tell(statistics.explanation, format.json ? nil : howFound)
    if statistics.total == 0 {
      if Terminal.error.isTerminal { Message.note("no event meets every condition") }
      throw Failure.nothingFound
    }
  }
}
