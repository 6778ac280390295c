/// How entries of the catalogue are written.
extension SensorDefinition {
  static func snapshot(
    _ id: String, _ unit: String, _ fields: String...
  ) -> SensorDefinition {
    let signal = SensorDefinition.Signal(events: SensorCatalog.snapshotEvents, fields: fields)
    return SensorDefinition(id: id, kind: .gauge, unit: unit, signals: [signal])
  }

  static func gauge(
    _ id: String, _ unit: String, from collection: SensorDefinition.Collection = .interval,
    _ event: String,
    _ field: String
  ) -> SensorDefinition {
    SensorDefinition(
      id: id, kind: .gauge, unit: unit, collection: collection,
      signals: [SensorDefinition.Signal(event, field: field)])
  }

  static func derived(
    _ id: String, _ kind: SensorDefinition.Kind, _ unit: String,
    _ derivation: SensorDefinition.Derivation
  ) -> SensorDefinition {
    var sensor = SensorDefinition(
      id: id, kind: kind, unit: unit, collection: kind == .state ? .event : .derived, signals: [])
    sensor.derivation = derivation
    return sensor
  }

  static func active(
    _ id: String, _ unit: String, _ activity: SensorDefinition.Activity
  ) -> SensorDefinition {
    var sensor = derived(id, .gauge, unit, .tasks)
    sensor.activity = activity
    return sensor
  }

  static func agents(
    _ id: String, _ unit: String, _ measure: AgentMeasure
  ) -> SensorDefinition {
    var sensor = derived(id, measure == .retried ? .rate : .gauge, unit, .agents)
    sensor.measure = measure
    sensor.window = measure.window
    return sensor
  }

  static func counter(
    _ id: String, _ unit: String, _ events: String...,
    where condition: SensorDefinition.Condition? = nil
  ) -> SensorDefinition {
    let signal = SensorDefinition.Signal(events: events, conditions: condition.map { [$0] } ?? [])
    return SensorDefinition(id: id, kind: .counter, unit: unit, signals: [signal])
  }

  static func histogram(
    _ id: String, _ unit: String, _ event: String, _ fields: String...
  ) -> SensorDefinition {
    let signal = SensorDefinition.Signal(events: [event], fields: fields)
    return SensorDefinition(id: id, kind: .histogram, unit: unit, signals: [signal])
  }

  static func share(
    _ id: String, _ signals: [SensorDefinition.Signal], over: SensorDefinition.Signal
  ) -> SensorDefinition {
    var sensor = SensorDefinition(id: id, kind: .rate, unit: "ratio", signals: signals)
    sensor.over = [over]
    return sensor
  }
}
