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
    do {
      return Page.newest(TrendsDocument(try store.trends(question)).json, room: given.room)
    } catch let error as AnalysisError {
      throw QuestionError.parameter(error.description)
    }
  }
}

extension Page {
  /// Periods of a trend that are told always.
  private static let leastPeriods = 12

  /// Trends without their oldest periods, where all of them have no room: `older_left_out` says how many
  /// those are.
  fileprivate static func newest(_ trends: Value, room: Int) -> Value {
    let size = JSONWriter.text(of: trends).utf8.count
    guard size > room, case .array(let buckets)? = trends["buckets"],
      case .array(let series)? = trends["series"]
    else { return trends }
    let values = series.compactMap { $0["values"] } + [.array(buckets)]
    let ofPeriods = values.reduce(0) { $0 + JSONWriter.text(of: $1).utf8.count }
    let fitting = max(0, room - (size - ofPeriods)) * buckets.count / max(1, ofPeriods)
    let count = buckets.count - max(fitting, leastPeriods)
    guard count > 0 else { return trends }
    let members = trends.members.map { member in
      switch member.name {
      case "buckets": Member(member.name, member.value.without(first: count))
      case "series":
        Member(
          member.name,
          .array(
            series.map { series in
              .object(
                series.members.map {
                  $0.name == "values" ? Member($0.name, $0.value.without(first: count)) : $0
                })
            }))
      default: member
      }
    }
    return .object(members + [Member("older_left_out", .integer(Int64(count)))])
  }
}

extension Value {
  fileprivate func without(first count: Int) -> Value {
    if case .array(let elements) = self { .array(Array(elements.dropFirst(count))) } else { self }
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
