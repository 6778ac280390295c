import Configuration
import Events
import Sensors

/// One sensor of a configuration while it is read.
struct SensorDraft {
  private let id: String
  /// How errors name it.
  private let what: String
  /// The shipped sensor of that id, which fills in what is not written.
  private let shipped: SensorDefinition?

  static let keys = [
    "kind", "event", "field", "where", "window", "aggregate", "quantile", "unit", "interval",
    "stale_after", "over",
  ]

  init(id: String, name: String) {
    self.id = id
    what = "the sensor \(name)"
    shipped = SensorCatalog.shipped.first { $0.id == id }
  }

  /// The definition; nil where a mistake was noted that leaves none.
  mutating func sensor(
    _ node: Node, _ reader: inout ConfigurationReader
  ) -> SensorDefinition? {
    guard let fields = reader.fields(node, what, keys: Self.keys) else { return nil }
    guard let kind = kind(fields, &reader) else { return nil }
    let events = events(fields, &reader)
    var sensor =
      shipped ?? SensorDefinition(id: id, kind: kind, signals: [])
    if sensor.kind != kind {
      sensor = SensorDefinition(id: id, kind: kind, unit: sensor.unit, signals: [])
    }
    if let events { point(&sensor, at: events, fields, &reader) }
    refuseWithoutEvent(fields, isGiven: events != nil, sensor, &reader)
    refuse(fields, kind, &reader)
    readNumbers(fields, &sensor, &reader)
    if let node = fields["unit"] { sensor.unit = reader.text(node, "unit") ?? sensor.unit }
    if let node = fields["aggregate"],
      let word = reader.choice(node, "aggregate", SensorQuestion.Aggregate.self)
    {
      sensor.aggregate = word
    }
    return sensor
  }

  private func kind(_ fields: Fields, _ reader: inout ConfigurationReader) -> SensorDefinition.Kind?
  {
    guard let node = fields["kind"] else {
      if let shipped { return shipped.kind }
      _ = reader.required("kind", fields, what)
      return nil
    }
    return reader.choice(node, "kind", SensorDefinition.Kind.self)
  }

  private func events(_ fields: Fields, _ reader: inout ConfigurationReader) -> [String]? {
    guard let node = fields["event"] else {
      if shipped == nil { _ = reader.required("event", fields, what) }
      return nil
    }
    return reader.oneOrMore(node, "event")
  }

  /// Makes the sensor read these events.
  private func point(
    _ sensor: inout SensorDefinition, at events: [String], _ fields: Fields,
    _ reader: inout ConfigurationReader
  ) {
    let read = fields["field"].flatMap { reader.oneOrMore($0, "field") }
    let signal = SensorDefinition.Signal(
      events: events, fields: read ?? sensor.signals.first?.fields ?? [],
      conditions: fields["where"].map { reader.conditions($0) } ?? [])
    let needsField = [.gauge, .histogram, .state].contains(sensor.kind)
    if needsField && signal.fields.isEmpty && fields["field"] == nil {
      reader.note(
        "expected the key field for \(what), because a \(sensor.kind.rawValue) reads one, found"
          + " none; add it", at: fields.place)
    }
    sensor.signals = [signal]
    sensor.derivation = nil
    sensor.activity = nil
    sensor.measure = nil
    if sensor.kind == .rate { readWhole(fields, &sensor, &reader) }
  }

  /// What a rate is a share of, or per how long it counts.
  private func readWhole(
    _ fields: Fields, _ sensor: inout SensorDefinition, _ reader: inout ConfigurationReader
  ) {
    sensor.over = []
    guard let node = fields["over"] else {
      reader.note(
        "expected the key over for \(what), with the events it is a share of or a time such as 1m,"
          + " found none; add it", at: fields.place)
      return
    }
    if node.isLengthOfTime {
      sensor.per = reader.wholeSeconds(node, "over").map { Int($0) }
    } else if case .mapping = node.content {
      guard let whole = reader.fields(node, "over", keys: ["event", "where"]),
        let event = reader.required("event", whole, "over"),
        let events = reader.oneOrMore(event, "event")
      else { return }
      let conditions = whole["where"].map { reader.conditions($0) } ?? []
      sensor.over = [SensorDefinition.Signal(events: events, conditions: conditions)]
    } else if let events = reader.oneOrMore(node, "over") {
      sensor.over = [SensorDefinition.Signal(events: events)]
    }
  }

  private func readNumbers(
    _ fields: Fields, _ sensor: inout SensorDefinition, _ reader: inout ConfigurationReader
  ) {
    if let node = fields["window"] {
      sensor.window = reader.wholeSeconds(node, "window").map { Int($0) }
    }
    if let node = fields["interval"] {
      sensor.interval = reader.wholeSeconds(node, "interval").map { Int($0) }
    }
    if let node = fields["stale_after"] {
      sensor.staleAfter = reader.wholeSeconds(node, "stale_after").map { Int($0) }
    }
    if fields["interval"] != nil { sensor.collection = .interval }
    guard let node = fields["quantile"], let share = reader.number(node, "quantile") else { return }
    if (0...1).contains(share) {
      sensor.quantile = share
    } else {
      let _: Double? = reader.mismatch(
        node, "a share from 0 to 1 for quantile", "write 0.95 for the 95th percentile")
    }
  }

  /// What says how an event is read is of no use where no event is named.
  private func refuseWithoutEvent(
    _ fields: Fields, isGiven: Bool, _ sensor: SensorDefinition,
    _ reader: inout ConfigurationReader
  ) {
    guard !isGiven, shipped != nil else { return }
    for key in ["field", "where", "over"] where fields[key] != nil {
      reader.note(
        "expected the key event beside \(key) for \(what), found none; name the event that is read",
        at: fields.place(of: key))
    }
    if fields["kind"] != nil && sensor.kind != shipped?.kind {
      reader.note(
        "expected the key event beside another kind for \(what), found none; name the event that"
          + " is read", at: fields.place(of: "kind"))
    }
  }

  /// Keys that mean nothing to this kind of sensor.
  private func refuse(
    _ fields: Fields, _ kind: SensorDefinition.Kind, _ reader: inout ConfigurationReader
  ) {
    let useless: [SensorDefinition.Kind: [String]] = [
      .gauge: ["quantile", "over"], .counter: ["field", "aggregate", "quantile", "over"],
      .rate: ["field", "aggregate", "quantile"], .histogram: ["over"],
      .state: ["window", "aggregate", "quantile", "over"],
    ]
    for key in useless[kind] ?? [] where fields[key] != nil {
      reader.note(
        "expected no \(key) for \(what), because a \(kind.rawValue) has none; remove it",
        at: fields.place(of: key))
    }
    if kind == .histogram, case .text("last")? = fields["aggregate"]?.content {
      reader.note(
        "expected mean, max or min for aggregate of a histogram, found last; write one of them",
        at: fields.place(of: "aggregate"))
    }
  }
}
