import ArgumentParser
import TLM

/// `tlm query`: the events that meet some conditions.
struct Querying: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Print the events that meet every given condition, oldest first.",
    discussion: """
      On a terminal events are shown as a table, without --limit page by page in $PAGER; elsewhere \
      as the lines of the log, unchanged.

      Examples:
        tlm query --event issue_phase --issue-id BUG-042
        tlm query --since 7d --tool ll-auto --jsonl | jq .duration_s
        tlm query --outcome failure --where 'duration_s > 60' --newest-first
        tlm query --where 'metadata.kind = "crash"' --count
        tlm query --trace-id 4bf92f35 --explain
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var conditions: FilterOptions

  @Option(
    help: ArgumentHelp("Events that stand here in the log, or behind it.", valueName: "position"),
    transform: PositionArgument.read)
  var from: Position?

  @Option(
    help: ArgumentHelp("Events that stand before this place of the log.", valueName: "position"),
    transform: PositionArgument.read)
  var to: Position?

  @Option(help: "Print at most so many events.")
  var limit: Int?

  @Flag(
    name: [.customLong("newest-first"), .customLong("reverse")],
    help: "Print the newest event first; with --limit, the newest ones.")
  var newestFirst = false

  @Flag(help: "Print only how many events there are.")
  var count = false

  @Flag(help: "Say how the events were found: index, bytes read, events looked at.")
  var explain = false

  @Flag(name: .customLong("jsonl"), help: "Print the lines of the log on a terminal, too.")
  var lines = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if let from, let to, from > to {
      throw ValidationError("--from \(from) stands behind --to \(to)")
    }
  }

  func run() throws {
    if limit == nil && !count { Pager.begin() }
    let view = QueryView(
      EventView(json: format.json, lines: lines), json: format.json, isCount: count,
      isExplained: explain)
    let indexing = Progress("index", total: nil)
    let explanation = try store.open().query(
      query, progress: { done, _ in indexing.update(done) },
      { event in
        indexing.finish()
        view.show(event)
        return true
      })
    indexing.finish()
    view.finish(explanation)
    if explanation.matched == 0 {
      if Terminal.error.isTerminal { Message.note("no event meets every condition") }
      throw Failure.nothingFound
    }
  }

  private var query: Query {
    var query = Query(conditions.filter)
    query.from = from
    query.to = to
    query.limit = limit
    query.newestFirst = newestFirst
    return query
  }
}
