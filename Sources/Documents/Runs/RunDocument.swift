package import Analysis
package import TLM

/// A run and what was recorded of it: what `tlm runs show --json` prints.
package struct RunDocument: Document {
  package let json: Value

  package init(_ run: RunRecord, _ history: RunHistory) {
    json = [
      "schema": "tlm.run/1", "run": Self.value(run),
      "history": .array(history.entries.map(Self.value)),
    ]
  }

  /// A run with what every run has first, and then all fields of its records.
  package static func value(_ run: RunRecord) -> Value {
    let head = [
      Member("run_id", .string(run.id)),
      Member("status", run.status.map { .string($0.rawValue) } ?? .null),
      Member("duration_s", run.duration.map { .double($0.seconds) } ?? .null),
    ]
    let known = Set(head.map(\.name))
    return .object(head + run.fields.filter { !known.contains($0.name) })
  }

  private static func value(_ entry: RunHistory.Entry) -> Value {
    [
      "time": entry.time.map { .string($0.description) } ?? .null,
      "position": .integer(entry.position.rawValue),
      "status": entry.status.map { .string($0.rawValue) } ?? .null,
      "by": entry.by.map(Value.string) ?? .null, "note": entry.note.map(Value.string) ?? .null,
      "fields": .object(entry.fields), "before": .object(entry.before),
    ]
  }
}
