package import TLM

/// What a sensor is and says: what `tlm sensors describe --json` prints.
package struct SensorDocument: Document {
  private let entry: SensorReader.Snapshot.Entry
  private let summary: SensorReading.Summary?
  private let time: Timestamp

  /// - Parameters:
  ///   - summary: of all that it has said; nil where it has said no number.
  ///   - time: the instant for which it was asked.
  package init(
    _ entry: SensorReader.Snapshot.Entry, _ summary: SensorReading.Summary?, at time: Timestamp
  ) {
    self.entry = entry
    self.summary = summary
    self.time = time
  }

  package var json: Value {
    let sensor = entry.sensor
    let number: (Int?) -> Value = { $0.map { .integer(Int64($0)) } ?? .null }
    return [
      "id": .string(sensor.id), "kind": .string(sensor.kind.rawValue),
      "unit": .string(sensor.unit), "collection": .string(sensor.collection.rawValue),
      "aliases": .array(sensor.otherNames.map(Value.string)),
      "reads": .array(sensor.signals.map(Self.signal)),
      "over": .array(sensor.over.map(Self.signal)),
      "derived_from": sensor.derivation.map { .string($0.rawValue) } ?? .null,
      "window_s": number(sensor.usualWindow), "stale_after_s": number(sensor.staleness),
      "at": .string(time.description), "value": entry.reading?.value.json ?? .null,
      "stale": .bool(entry.reading?.isStale ?? false),
      "summary": summary.map(Self.summary) ?? .null,
    ]
  }

  private static func signal(_ signal: SensorDefinition.Signal) -> Value {
    [
      "events": .array(signal.events.map(Value.string)),
      "fields": .array(signal.fields.map(Value.string)),
      "where": .object(
        signal.conditions.map { condition in
          Member(condition.field, .array(condition.values.map { .string($0.words) }))
        }),
    ]
  }

  private static func summary(_ summary: SensorReading.Summary) -> Value {
    [
      "count": .integer(Int64(summary.count)), "mean": .double(summary.mean),
      "p50": .double(summary.p50), "p95": .double(summary.p95),
      "p99": .double(summary.p99), "max": .double(summary.max),
    ]
  }
}
