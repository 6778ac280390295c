import Analysis
import ArgumentParser
import Questions
import TLM

/// `tlm query`: the events that meet some conditions, and what they come to.
struct Querying: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Print the events that meet every given condition, or what they come to.",
    discussion: """
      On a terminal events are shown as a table, without --limit page by page in $PAGER; elsewhere \
      as the lines of the log, unchanged. What is made of events by --select, --group-by, --agg, \
      --every and --sequence is a table anywhere, unless --json, --jsonl or --csv is given.

      Examples:
        tlm query --event issue_phase --issue-id BUG-042
        tlm query --since 7d --tool ll-auto --jsonl | jq .duration_s
        tlm query --outcome failure --where 'duration_s > 60' --newest-first
        tlm query --where 'metadata.kind = "crash" or exit_code >= 128' --count
        tlm query --where 'duration() > 5m and phase in (plan, test)' --explain
        tlm query --group-by phase --agg 'count, p95(duration_s)' --order 'count desc'
        tlm query --every 1h --agg 'count, sum(cost_usd)' --csv
        tlm query --sequence 'issue_start then issue_complete within 1h by issue_id'
        tlm query --order 'duration_s desc' --limit 10
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var conditions: FilterOptions
  @OptionGroup(title: "What is made of them") var asking: AskingOptions

  @Option(
    help: ArgumentHelp("Events that stand here in the log, or behind it.", valueName: "position"),
    transform: PositionArgument.read)
  var from: Position?

  @Option(
    help: ArgumentHelp("Events that stand before this place of the log.", valueName: "position"),
    transform: PositionArgument.read)
  var to: Position?

  @Option(
    name: .customLong("from-revision"),
    help: ArgumentHelp(
      "Of one --stream, its events from this one on; the first is 1.", valueName: "revision"))
  var fromRevision: Int?

  @Option(help: "Print at most so many events or rows.")
  var limit: Int?

  @Flag(
    name: [.customLong("newest-first"), .customLong("reverse")],
    help: "Print the newest event first; with --limit, the newest ones.")
  var newestFirst = false

  @Flag(help: "Print only how many events there are.")
  var count = false

  @Flag(help: "Say how the events were found: what by the index, and what by looking at them.")
  var explain = false

  @OptionGroup var format: RowFormatOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if let from, let to, from > to {
      throw ValidationError("--from \(from) stands behind --to \(to)")
    }
    if let fromRevision {
      guard fromRevision > 0 else { throw ValidationError("--from-revision must be at least 1") }
      guard conditions.keys.stream.count == 1 else {
        throw ValidationError("--from-revision counts the events of one --stream; name one")
      }
    }
    try checkShape()
  }

  private func checkShape() throws {
    let isMade = asking.question(Query()) != nil
    if isMade && (count || newestFirst) {
      throw ValidationError(
        "--count and --newest-first are of events; rows take --agg count and --order")
    }
    if !isMade && format.csv {
      throw ValidationError("--csv prints rows; say which with --select, --group-by or --agg")
    }
    if !isMade && asking.order != nil && (limit == nil || count || newestFirst) {
      throw ValidationError(
        "--order of events takes --limit, and neither --count nor --newest-first")
    }
    do { try asking.question(Query())?.ofLimit(limit).check() } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    let store = try store.open()
    conditions.tellNotes()
    guard let query = try query(of: store) else { return try showNothing() }
    if let question = asking.question(query) {
      try show(question.ofLimit(limit), of: store)
    } else if asking.order != nil {
      try showOrdered(query, of: store)
    } else {
      try show(query, of: store)
    }
  }

  /// The query; nil where a stream has not come so far as is asked.
  private func query(of store: Store) throws -> Query? {
    var query = Query(conditions.filter(in: asking.clock))
    query.from = from
    query.to = to
    query.newestFirst = newestFirst
    if let fromRevision {
      let stream = conditions.keys.stream[0]
      guard let start = try store.position(ofRevision: fromRevision, inStream: stream) else {
        return nil
      }
      query.from = max(start, from ?? start)
    }
    return query
  }

  private func showNothing() throws {
    if let question = asking.question(Query()) {
      AnswerView(question.columns, format.format).finish(
        QueryAnswer(columns: question.columns), explain ? conditions.howFound : nil)
    } else {
      view.finish(Query.Explanation())
    }
    throw Failure.nothingFound
  }

  private var view: QueryView {
    QueryView(
      EventView(json: format.json, lines: format.lines, page: page), json: format.json,
      isCount: count, howFound: explain ? conditions.howFound : nil)
  }

  private var page: EventPage {
    EventPage(limit: asking.order == nil ? limit : nil, newestFirst: newestFirst)
  }

  private func show(_ query: Query, of store: Store) throws {
    if limit == nil && !count { Pager.begin() }
    var query = query
    query.limit = limit
    let view = view
    let indexing = Progress("index", total: nil)
    let explanation: Query.Explanation
    if count && limit == nil {
      explanation = try store.count(of: query) { done, _ in indexing.update(done) }
    } else if view.isOfLines {
      explanation = try store.lines(of: query, progress: { done, _ in indexing.update(done) }) {
        view.show(lines: $0.bytes)
        return true
      }
    } else {
      explanation = try store.query(query, progress: { done, _ in indexing.update(done) }) {
        event in
        indexing.finish()
        view.show(event)
        return true
      }
    }
    indexing.finish()
    view.finish(explanation)
    try fail(unless: explanation.matched > 0, "no event meets every condition")
  }

  /// The events that come first in another order.
  private func showOrdered(_ query: Query, of store: Store) throws {
    let view = view
    let indexing = Progress("index", total: nil)
    var positions: [Position] = []
    let answer = try store.answer(
      asking.positions(query, limit: limit), progress: { done, _ in indexing.update(done) },
      row: { row in
        if case .whole(let position)? = row.first {
          positions.append(Position(rawValue: position))
        }
        return true
      })
    indexing.finish()
    for position in positions {
      var one = Query()
      one.from = position
      one.to = Position(rawValue: position.rawValue + 1)
      try store.query(one) { event in
        view.show(event)
        return true
      }
    }
    view.finish(answer.explanation)
    try fail(unless: !positions.isEmpty, "no event meets every condition")
  }

  private func show(_ question: Question, of store: Store) throws {
    if limit == nil, format.format == .table { Pager.begin() }
    let view = AnswerView(question.columns, format.format, days: asking.days)
    let indexing = Progress("index", total: nil)
    let answer = try store.answer(
      question, progress: { done, _ in indexing.update(done) },
      row: { row in
        indexing.finish()
        view.show(row)
        return true
      })
    indexing.finish()
    view.finish(answer, explain ? conditions.howFound : nil)
    try fail(unless: answer.explanation.matched > 0 && answer.count > 0, "nothing came of it")
  }

  private func fail(unless isFound: Bool, _ words: String) throws {
    if isFound { return }
    if Terminal.error.isTerminal { Message.note(words) }
    throw Failure.nothingFound
  }
}

extension Question {
  /// The same with at most so many rows.
  func ofLimit(_ limit: Int?) -> Question {
    var question = self
    question.limit = limit
    return question
  }
}
