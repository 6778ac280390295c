import Analysis
import Documents
import TLM

extension NamedQuestion {
  /// `tlm trends --json`.
  package static let trends = NamedQuestion(
    "trends", title: "What becomes more and what less",
    "What becomes more and what less, period by period, with the direction of each number.",
    parameters: [
      Parameter(
        "period", .choice(TrendPeriod.allCases.map(\.rawValue)), "How long a period is."
      ).usually("weekly"),
      Parameter(
        "metric", .list,
        "Only these numbers; without any, all of which there are some: "
          + TrendMetric.allCases.map(\.rawValue).joined(separator: ", ") + "."),
      Parameter(
        "sensor", .list,
        "What these sensors say of each period: how many of a counter, else the mean, the share or the "
          + "median."),
      Parameter(
        "by", .choice(TrendGroup.allCases.map(\.rawValue)), "Tell them apart, where that is known."),
      Parameter(
        "since", .text, "Only a period: 30d, this_week, 2026-11, 14d..7d; else the whole log."),
      Parameter("until", .text, "Where that ends; without it, now."), .origin,
    ],
    shape: .object([("schema", .text), ("series", .list(.any))])
  ) { store, given in
    let now = Timestamp.current
    var question = TrendQuestion(now: now)
    question.per = TrendPeriod(rawValue: given.text("period") ?? "")?.per ?? .week
    question.metrics = try given.list("metric").map { try TrendMetric.asked($0) }
    question.sensors = given.list("sensor")
    for name in question.sensors { try SensorNames.check(name, try store.sensorTable()) }
    question.by = given.text("by").flatMap { TrendGroup(rawValue: $0) }
    if let reason = question.refusal("by") { throw QuestionError.parameter(reason) }
    if given.has("until") && !given.has("since") {
      throw QuestionError.parameter("until goes with since")
    }
    question.period = try given.text("since").map {
      try Clock(now: now).periods.window(since: $0, until: given.text("until")).period
    }
    question.prices = try PriceTable.forUser(in: store)
    do { return TrendsDocument(try store.trends(question)).json } catch let error as AnalysisError {
      throw QuestionError.parameter(error.description)
    }
  }
}

extension TrendMetric {
  fileprivate static func asked(_ word: String) throws(QuestionError) -> TrendMetric {
    if let metric = TrendMetric(rawValue: word.replacing("-", with: "_")) { return metric }
    let names = TrendMetric.allCases.map(\.rawValue)
    let near = Nearest.suggestion(for: word, in: names)
    throw .parameter(
      "there is no metric \(word)\(near); there are \(names.joined(separator: ", "))")
  }
}
