import Documents
import TLM

extension NamedQuestion {
  private static let aggregates = ["mean", "max", "min", "last"]

  /// `tlm sensors list --json` and `tlm sensors get --json`.
  package static let sensors = NamedQuestion(
    "sensors", title: "What sensors say",
    "What sensors say now or then: rates, latencies, loads, the mode; all of them or some.",
    parameters: [
      Parameter("name", .list, "Only these, by their ids or other names."),
      Parameter("window", .text, "Over so long: 60s, 10m, 1h."),
      Parameter(
        "aggregate", .choice(aggregates), "What stands for several readings of a window."),
      Parameter("quantile", .number(0...1), "Of a histogram."),
      Parameter("at", .text, "As it was then, by the clock of the log."),
    ],
    shape: .object([
      ("at", .text), ("through", .integer), ("source", .text),
      (
        "sensors",
        .map(
          .object([
            ("value", .any), ("unit", .text), ("kind", .text), ("time", .optional(.text)),
            ("age_s", .optional(.number)), ("stale", .boolean),
          ]))
      ),
    ])
  ) { store, given in
    let reader = try SensorReader(of: store)
    let names = given.list("name")
    for name in names { try SensorNames.check(name, reader.sensors) }
    let at = try Clock(now: .current).instants("at", of: given)?.upperBound
    let aggregate = given.text("aggregate").flatMap { SensorQuestion.Aggregate(rawValue: $0) }
    let window = try given.window
    if aggregate != nil && window == nil {
      throw QuestionError.parameter("aggregate needs a window, such as 10m")
    }
    let snapshot = try reader.snapshot(
      of: names.isEmpty ? nil : names, window: window, aggregate: aggregate,
      quantile: given.number("quantile"), at: at)
    return SnapshotDocument(snapshot).json
  }
}

extension QuestionArguments {
  /// Seconds of a window.
  fileprivate var window: Int? {
    get throws(QuestionError) {
      guard let text = text("window") else { return nil }
      guard let seconds = LengthOfTime.seconds(text),
        (1...Int64(SensorDefinition.longestWindow)).contains(seconds)
      else {
        throw .parameter("window is '\(text.prefix(60))'; it takes a length such as 60s or 10m")
      }
      return Int(seconds)
    }
  }
}
