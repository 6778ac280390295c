import Analysis
import TLM

extension RowMaking {
  static let parameters = [
    Parameter(
      "select", .text, "A row of these values for each event: a, b.c, end_s - start_s as took."),
    Parameter(
      "group_by", .text, "A row for each group of events that have these values in common."),
    Parameter(
      "agg", .text,
      "What the events of a group come to: count, p95(latency_ms), sum(cost_usd), "
        + "distinct(session_id), min, max, avg, first, last, median."),
    Parameter(
      "every", .text, "A row for each stretch of time of this length: 10m, 1h, 1d, 1w, 1M, 1q."),
    Parameter(
      "sequence", .text,
      "A row for each time that events followed one another: A then B within 5m by issue_id."),
    Parameter("order", .text, "The rows, or the events, in this order: count desc, name."),
    Parameter("zone", .text, "The clock that days are told by: \(NamedClock.taken)."),
  ]

  /// What was given for them.
  init(_ given: QuestionArguments, _ clock: Clock) throws(QuestionError) {
    self.init()
    let language = clock.language
    do throws(AnalysisError) {
      select = try Self.read(given.text("select")) { (text) throws(AnalysisError) in
        try Language.columns(text, in: language)
      }
      groupBy = try Self.read(given.text("group_by")) { (text) throws(AnalysisError) in
        try Language.columns(text, in: language)
      }
      aggregates = try Self.read(given.text("agg")) { (text) throws(AnalysisError) in
        try Language.aggregates(text, in: language)
      }
      sequence = try Self.read(given.text("sequence")) { (text) throws(AnalysisError) in
        try Language.sequence(text, in: language)
      }
      order = try Self.read(given.text("order")) { (text) throws(AnalysisError) in
        try Language.orders(text, in: language)
      }
    } catch { throw QuestionError(error) }
    if let text = given.text("every") {
      guard let length = Every(text) else {
        throw .parameter(
          "every is '\(text.prefix(60))'; it takes a length such as 10m, 1h, 1d or 1w")
      }
      every = length
    }
    zone = try Self.zone(given)
    if let refusal = refusal({ $0.replacing("-", with: "_") }) { throw .parameter(refusal) }
  }

  /// The clock that was named; UTC where none was.
  static func zone(_ given: QuestionArguments) throws(QuestionError) -> Zone {
    guard let name = given.text("zone") else { return .utc }
    if let zone = NamedClock.zone(name) { return zone }
    throw .parameter("zone is '\(name.prefix(60))'; it takes \(NamedClock.taken)")
  }

  private static func read<Meaning>(
    _ text: String?, _ body: (String) throws(AnalysisError) -> Meaning
  ) throws(AnalysisError) -> Meaning? {
    guard let text else { return nil }
    return try body(text)
  }
}
