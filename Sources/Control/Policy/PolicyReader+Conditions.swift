import Configuration
import Sensors
import Events

extension PolicyReader {
  private static let conditionKeys = [
    "metric", "operator", "value", "duration_seconds", "window_seconds", "aggregate", "quantile",
    "clear",
  ]

  /// - Parameter origin: the store whose events it is about; nil: this one.
  mutating func condition(_ node: Node, of origin: String? = nil) -> Policy.Condition? {
    let what = "a condition"
    guard let fields = notes.fields(node, what, keys: Self.conditionKeys) else { return nil }
    let sensor = notes.required("metric", fields, what).flatMap { self.sensor($0) }
    let comparison = comparison(fields, what, of: sensor)
    let sustained = fields["duration_seconds"].flatMap { notes.seconds($0, "duration_seconds") }
    let window = fields["window_seconds"].flatMap {
      notes.integer($0, "window_seconds", in: 1...ConfigurationReader.longest_s)
    }
    let aggregate = fields["aggregate"].flatMap {
      notes.choice($0, "aggregate", SensorQuestion.Aggregate.self)
    }
    let quantile = fields["quantile"].flatMap { self.quantile($0) }
    if fields["duration_seconds"] != nil, fields["window_seconds"] != nil {
      notes.note(
        "expected duration_seconds or window_seconds, found both; remove one",
        at: fields.place(of: "window_seconds"))
    }
    if let sensor { check(sensor, fields) }
    let clear = fields["clear"].flatMap { self.clear($0, comparison, of: sensor) }
    guard let sensor, let comparison else { return nil }
    return Policy.Condition(
      question: SensorQuestion(
        sensor.id, window_s: window, aggregate: aggregate, quantile: quantile
      ).of(Self.ownSensors.contains(sensor.id) ? nil : origin),
      comparison: comparison, clear: clear, sustained: sustained, staleAfter: sensor.staleAfter)
  }

  /// What the policy itself knows, whoever's events it decides by.
  private static let ownSensors = [SensorCatalog.rulesTrue, "safety_mode_state"]

  private mutating func sensor(_ node: Node) -> SensorDirectory.Entry? {
    guard let name = notes.text(node, "metric") else { return nil }
    if let entry = sensors[name] { return entry }
    let near = Nearest.name(to: name, in: sensors.names)
    return notes.mismatch(
      node, "the id of a sensor for metric",
      near.map { "did you mean \($0)?" } ?? "declare it under sensors in config.yaml")
  }

  private mutating func comparison(
    _ fields: Fields, _ what: String, of sensor: SensorDirectory.Entry?
  ) -> Comparison? {
    let sign = notes.required("operator", fields, what).flatMap {
      notes.choice($0, "operator", Comparison.Operator.self)
    }
    let value = notes.required("value", fields, what).flatMap { threshold($0, of: sensor) }
    guard let sign, let value else { return nil }
    if sensor?.kind == .state, sign != .equal, sign != .unequal {
      notes.note(
        "expected == or != for a sensor that says words, found \(sign.rawValue); change it",
        at: fields["operator"]?.place ?? fields.place)
    }
    return Comparison(sign, value)
  }

  /// A number, or for a state a word.
  private mutating func threshold(_ node: Node, of sensor: SensorDirectory.Entry?) -> SensorValue? {
    if sensor?.kind == .state { return notes.text(node, "value").map { .word($0) } }
    // -0 is 0: the same rule, the same identity.
    return notes.number(node, "value").map { .number($0 + 0) }
  }

  private mutating func quantile(_ node: Node) -> Double? {
    guard let quantile = notes.number(node, "quantile") else { return nil }
    guard (0...1).contains(quantile) else {
      return notes.mismatch(node, "a number from 0 to 1 for quantile")
    }
    return quantile + 0
  }

  /// Whether a sensor of this kind can be asked that.
  private mutating func check(_ sensor: SensorDirectory.Entry, _ fields: Fields) {
    let window = fields["window_seconds"]
    let aggregates = SensorQuestion.Aggregate.allCases.map(\.rawValue).joined(separator: " ")
    switch sensor.kind {
    case .gauge where sensor.id == SensorCatalog.rulesTrue:
      refuse(["window_seconds", "aggregate"], fields, "a count of rules")
    case .gauge where window != nil && fields["aggregate"] == nil:
      notes.note(
        "expected the key aggregate (one of \(aggregates)) for a gauge in a window, found none;"
          + " add it", at: fields.place(of: "window_seconds"))
    case .gauge where window == nil && fields["aggregate"] != nil:
      notes.note(
        "expected the key window_seconds beside aggregate, found none; add it",
        at: fields.place(of: "aggregate"))
    case .gauge: break
    case .state: refuse(["window_seconds", "aggregate"], fields, "a state")
    case .counter, .rate, .histogram: refuse(["aggregate"], fields, "a \(sensor.kind.rawValue)")
    }
    if sensor.kind != .histogram {
      refuse(["quantile"], fields, "a \(sensor.kind.rawValue)")
    } else if fields["quantile"] == nil {
      notes.note(
        "expected the key quantile (from 0 to 1) for a histogram, found none; add it",
        at: fields.place)
    }
  }

  private mutating func refuse(_ keys: [String], _ fields: Fields, _ what: String) {
    for key in keys where fields[key] != nil {
      notes.note("expected no \(key) for \(what); remove it", at: fields.place(of: key))
    }
  }

  /// A comparison, or a number that the reading must come back to.
  private mutating func clear(
    _ node: Node, _ comparison: Comparison?, of sensor: SensorDirectory.Entry?
  ) -> Comparison? {
    var clear: Comparison?
    if case .mapping = node.content {
      guard let fields = notes.fields(node, "clear", keys: ["operator", "value"]) else {
        return nil
      }
      clear = self.comparison(fields, "clear", of: sensor)
    } else if let comparison, let value = threshold(node, of: sensor) {
      clear = Comparison(comparison.operator.opposite, value)
    }
    guard let clear, let comparison else { return nil }
    if clear.overlaps(comparison) {
      notes.note(
        "expected a clear that is never true together with the condition itself, found one that"
          + " can be; set it on the other side of value", at: node.place)
    }
    return clear
  }
}
