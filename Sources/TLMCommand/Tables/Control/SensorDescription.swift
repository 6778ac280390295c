import Documents
import TLM

/// What a sensor is, for people.
enum SensorDescription {
  static func lines(
    of entry: SensorReader.Snapshot.Entry, _ summary: SensorReading.Summary?, at time: Timestamp
  ) -> [String] {
    let sensor = entry.sensor
    var rows: [(String, String)] = [
      ("sensor", sensor.id), ("kind", sensor.kind.rawValue), ("unit", sensor.unit),
      ("collected", sensor.collection.rawValue),
    ]
    let aliases = sensor.otherNames
    if !aliases.isEmpty { rows.append(("also", aliases.joined(separator: ", "))) }
    for (index, signal) in sensor.signals.enumerated() {
      rows.append((index == 0 ? "reads" : "", text(signal)))
    }
    if let derivation = sensor.derivation {
      rows.append(
        (
          "reads",
          sensor.counted?.summary ?? sensor.measure?.summary ?? words(derivation)
        ))
    }
    for (index, signal) in sensor.over.enumerated() {
      rows.append((index == 0 ? "share of" : "", text(signal)))
    }
    if let window = sensor.usualWindow { rows.append(("window", "\(window) s")) }
    rows.append(("stale after", sensor.staleness.map { "\($0) s" } ?? "never"))
    let value = entry.reading.map { reading in
      let age = SensorView.age(of: reading, at: time)
      return SensorView.text(reading.value) + (age.isEmpty ? "" : ", \(age) ago")
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

  /// `tool_call_completed, tool_call_failed where risk_level is high or critical`.
  private static func text(_ signal: SensorDefinition.Signal) -> String {
    var text = signal.events.joined(separator: ", ")
    if !signal.fields.isEmpty { text += ": " + signal.fields.joined(separator: ", else ") }
    let conditions = signal.conditions.map { condition in
      "\(condition.field) is " + condition.values.map(\.words).joined(separator: " or ")
    }
    return conditions.isEmpty ? text : text + " where " + conditions.joined(separator: " and ")
  }

  private static func words(_ derivation: SensorDefinition.Derivation) -> String {
    switch derivation {
    case .tasks: "what was started and has not ended"
    case .mode: "the mode in force"
    case .gate: "what agents may call by the mode in force, while a watch runs that gates"
    case .agents: "what agents spend, call and get done"
    case .state: "the state of a projection"
    case .rules: "rules that hold and lead to a worse mode, while a control loop runs"
    }
  }
}
