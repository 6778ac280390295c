package import TLM

/// A sensor out of range: what it says is what a rule takes for a reason of a worse mode.
package struct SensorAlarm: Sendable, Equatable {
  /// The sensor's id.
  package let sensor: String
  /// What its numbers are of; nil for a bare number.
  package let unit: String?
  /// What it says.
  package let value: SensorValue
  /// When it said so; nil where nobody knows.
  package let time: Timestamp?
  /// What the rule claims of it.
  package let comparison: Comparison
  /// The rule.
  package let rule: String
}

extension Store {
  /// The sensors that are out of range, in the order of the rules, each claim once. What a sensor says
  /// that is stale says nothing.
  ///
  /// - Throws: as `state`; `ConfigurationError` where sensors are wrong.
  func alarms(under policy: Policy, at time: Timestamp) throws -> [SensorAlarm] {
    let rank = Dictionary(
      policy.modes.enumerated().map { ($0.element.name, $0.offset) }
    ) { first, _ in first }
    let worse = policy.rules.filter { rank[$0.to] ?? 0 > rank[$0.from] ?? 0 }
    if worse.isEmpty { return [] }
    let reader = try SensorReader(of: self)
    let windows = worse.flatMap(\.conditions).compactMap { $0.question.window_s }
    let horizon = Int(clamping: windows.max() ?? 0)
    let metrics = reader.metrics.reaching(back: horizon)
    let table = sensorTable(of: metrics)
    let state = try state(of: metrics).state
    var alarms: [SensorAlarm] = []
    for rule in worse {
      for condition in rule.conditions {
        let question = condition.question
        guard
          let reading = table.reading(
            of: question.sensor, in: state, window: question.window_s.map { Int(clamping: $0) },
            aggregate: question.aggregate, quantile: question.quantile, at: time),
          !reading.isStale, condition.comparison.holds(reading.value)
        else { continue }
        let isKnown = alarms.contains {
          $0.sensor == question.sensor && $0.comparison == condition.comparison
        }
        if isKnown { continue }
        alarms.append(
          SensorAlarm(
            sensor: question.sensor, unit: table.definition(of: question.sensor)?.unit,
            value: reading.value, time: reading.time, comparison: condition.comparison,
            rule: rule.name))
      }
    }
    return alarms
  }
}
