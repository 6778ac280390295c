import TLM

/// What a sensor is, for people and for programs.
enum SensorDescription {
  static func lines(
    of entry: SensorSnapshot.Entry, _ summary: SensorSummary?, at time: Timestamp
  ) -> [String] {
    let sensor = entry.sensor
    var rows: [(String, String)] = [
      ("sensor", sensor.id), ("kind", sensor.kind.rawValue), ("unit", sensor.unit),
      ("collected", sensor.collection.rawValue),
    ]
    let aliases = aliases(of: sensor)
    if !aliases.isEmpty { rows.append(("also", aliases.joined(separator: ", "))) }
    for (index, signal) in sensor.signals.enumerated() {
      rows.append((index == 0 ? "reads" : "", text(signal)))
    }
    if let derivation = sensor.derivation { rows.append(("reads", words(derivation))) }
    for (index, signal) in sensor.over.enumerated() {
      rows.append((index == 0 ? "share of" : "", text(signal)))
    }
    if let window = sensor.usualWindow { rows.append(("window", "\(window) s")) }
    rows.append(("stale after", sensor.staleness.map { "\($0) s" } ?? "never"))
    let value = entry.reading.map { reading in
      let age = SensorView.age(of: reading, at: time)
      return SensorView.text(reading.amount) + (age.isEmpty ? "" : ", \(age) ago")
        + (reading.isStale ? ", stale" : "")
    }
    rows.append(("says", value ?? "nothing"))
    if let summary {
      let text = { Numbers.fixed($0, decimals: 3) }
      rows.append(
        (
          "values",
          "\(Numbers.grouped(summary.count)): mean \(text(summary.mean)), p50 \(text(summary.p50)),"
            + " p95 \(text(summary.p95)), p99 \(text(summary.p99)), max \(text(summary.max))"
        ))
    }
    return rows.map { name, text in
      name + String(repeating: " ", count: 13 - name.count) + SafeText.of(text)
    }
  }

  static func document(
    of entry: SensorSnapshot.Entry, _ summary: SensorSummary?, at time: Timestamp
  ) -> Value {
    let sensor = entry.sensor
    let number: (Int?) -> Value = { $0.map { .integer(Int64($0)) } ?? .null }
    return [
      "id": .string(sensor.id), "kind": .string(sensor.kind.rawValue),
      "unit": .string(sensor.unit), "collection": .string(sensor.collection.rawValue),
      "aliases": .array(aliases(of: sensor).map(Value.string)),
      "reads": .array(sensor.signals.map(document)),
      "over": .array(sensor.over.map(document)),
      "derived_from": sensor.derivation.map { .string($0.rawValue) } ?? .null,
      "window_s": number(sensor.usualWindow), "stale_after_s": number(sensor.staleness),
      "at": .string(time.description), "value": entry.reading?.amount.value ?? .null,
      "stale": .bool(entry.reading?.isStale ?? false),
      "summary": summary.map { summary in
        [
          "count": .integer(Int64(summary.count)), "mean": .double(summary.mean),
          "p50": .double(summary.p50), "p95": .double(summary.p95),
          "p99": .double(summary.p99), "max": .double(summary.max),
        ]
      } ?? .null,
    ]
  }

  private static func aliases(of sensor: SensorDefinition) -> [String] {
    SensorMetrics.aliases.filter { $0.id == sensor.id }.map(\.alias)
  }

  /// `tool_call_completed, tool_call_failed where risk_level is high or critical`.
  private static func text(_ signal: SensorSignal) -> String {
    var text = signal.events.joined(separator: ", ")
    if !signal.fields.isEmpty { text += ": " + signal.fields.joined(separator: ", else ") }
    let conditions = signal.conditions.map { condition in
      "\(condition.field) is " + condition.values.map { "\($0.text)" }.joined(separator: " or ")
    }
    return conditions.isEmpty ? text : text + " where " + conditions.joined(separator: " and ")
  }

  private static func document(_ signal: SensorSignal) -> Value {
    [
      "events": .array(signal.events.map(Value.string)),
      "fields": .array(signal.fields.map(Value.string)),
      "where": .object(
        signal.conditions.map { condition in
          Member(condition.field, .array(condition.values.map { .string($0.text) }))
        }),
    ]
  }

  private static func words(_ derivation: SensorDerivation) -> String {
    switch derivation {
    case .tasks: "tasks that were started and have not ended"
    case .mode: "the mode in force"
    case .state: "the state of a projection"
    case .rules: "rules that hold and lead to a worse mode, while a control loop runs"
    }
  }
}

extension SensorCondition.Scalar {
  fileprivate var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): SensorView.bare(.number(number))
    case .bool(let flag): "\(flag)"
    }
  }
}
