import Analysis
import ArgumentParser
import Questions
import TLM

/// What is made of the events of a query.
struct AskingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A row of these values for each event: a, b.c, end_s - start_s as took.",
      valueName: "columns"),
    transform: ColumnsArgument.read)
  var select: ColumnsArgument?

  @Option(
    name: .customLong("group-by"),
    help: ArgumentHelp(
      "A row for each group of events that have these values in common.", valueName: "columns"),
    transform: ColumnsArgument.read)
  var groupBy: ColumnsArgument?

  @Option(
    name: .customLong("agg"),
    help: ArgumentHelp(
      "What the events of a group come to: count, p95(latency_ms), sum(cost_usd), distinct(session_id), min, max, avg, first, last, median.",
      valueName: "sums"),
    transform: AggregatesArgument.read)
  var aggregates: AggregatesArgument?

  @Option(
    help: ArgumentHelp(
      "A row for each stretch of time of this length: 10m, 1h, 1d, 1w, 1M, 1q.", valueName: "length"
    ))
  var every: EveryArgument?

  @Option(
    help: ArgumentHelp(
      "A row for each time that events followed one another: A then B within 5m by issue_id; a step is a name or a condition in parentheses.",
      valueName: "steps"),
    transform: SequenceArgument.read)
  var sequence: SequenceArgument?

  @Option(
    help: ArgumentHelp(
      "The rows in this order: count desc, name. Of events, --limit of them.", valueName: "columns"),
    transform: OrdersArgument.read)
  var order: OrdersArgument?

  @Option(help: ArgumentHelp(ZoneArgument.help, valueName: "zone"))
  var zone: ZoneArgument?

  func validate() throws {
    if let refusal = making.refusal({ "--\($0)" }) { throw ValidationError(refusal) }
  }

  var clock: Zone { zone.map { Zone($0.offset_s) } ?? .utc }

  /// The clock of days, where a row is of one or of several.
  var days: Zone? { every?.every.isOfDays == true ? clock : nil }

  /// What is asked; nil where events are wanted as they are, in the order of the log.
  func question(_ query: Query) -> Question? { making.question(query) }

  /// Columns by which rows of events are found again.
  func positions(_ query: Query, limit: Int?) -> Question {
    making.positions(query, limit: limit)
  }

  private var making: RowMaking {
    var making = RowMaking()
    making.select = select?.columns
    making.groupBy = groupBy?.columns
    making.aggregates = aggregates?.aggregates
    making.every = every?.every
    making.sequence = sequence?.sequence
    making.order = order?.orders
    making.zone = clock
    return making
  }
}
