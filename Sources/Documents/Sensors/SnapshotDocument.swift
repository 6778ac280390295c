package import TLM

/// What sensors said at one instant: what `tlm sensors list`, `get` and `watch` print as JSON,
/// `{"at": …, "through": …, "source": …, "sensors": {id: {"value": …}}}`.
package struct SnapshotDocument: Document {
  private let snapshot: SensorReader.Snapshot

  package init(_ snapshot: SensorReader.Snapshot) { self.snapshot = snapshot }

  package var json: Value {
    [
      "at": .string(snapshot.time.description),
      "through": .integer(snapshot.through.rawValue),
      "source": .string(snapshot.source.rawValue),
      "sensors": .object(
        snapshot.entries.map { Member($0.sensor.id, Self.reading(of: $0, at: snapshot.time)) }),
    ]
  }

  private static func reading(of entry: SensorReader.Snapshot.Entry, at time: Timestamp) -> Value {
    let read = entry.reading?.time
    return [
      "value": entry.reading?.value.json ?? .null,
      "unit": .string(entry.sensor.unit),
      "kind": .string(entry.sensor.kind.rawValue),
      "time": read.map { .string($0.description) } ?? .null,
      "age_s": read.flatMap { time.since($0) }.map { .double($0.seconds) } ?? .null,
      "stale": .bool(entry.reading?.isStale ?? false),
    ]
  }
}
