package import TLM

/// A run as all records of it say together.
package struct RunRecord: Sendable {
  /// Under which the projection keeps it: its event id, else its run id.
  package let key: Label
  private let row: Runs.Row

  package init(_ key: Label, _ row: Runs.Row) { (self.key, self.row) = (key, row) }

  /// How it stands; nil where no record says so.
  package var status: Outcome? { row.status }

  /// What its records say, in the order of their names.
  package var fields: [Member] {
    row.fields.sorted { $0.key < $1.key }.compactMap { name, text in
      Self.value(of: text).map { Member(name.text, $0) }
    }
  }

  /// The value of a field, read when it is asked for: of a million runs few say more than lists show. Nil
  /// where no record gives it.
  package subscript(name: String) -> Value? { row[name].flatMap(Self.value) }

  /// Of a text as JSON; a plain one is taken as it is, which it mostly is.
  private static func value(of json: String) -> Value? {
    if json.utf8.first == UInt8(ascii: "\""), !json.utf8.contains(UInt8(ascii: "\\")) {
      return .string(String(json.dropFirst().dropLast()))
    }
    return Value(json: json)
  }

  /// Members that tie another record to the run.
  package var identity: [Member] {
    let names = [
      "event_id", "run_id", "parent_run_id", "trace_id", "span_id", "parent_span_id", "agent_name",
      "job_type", "start_time",
    ]
    return names.compactMap { name in self[name].map { Member(name, $0) } }
  }

  /// The id that people know it by.
  package var id: String { self["run_id"]?.text ?? key.text }
  package var agent: String { self["agent_name"]?.text ?? Self.unknownAgent }
  /// Whose a run is that names no agent.
  static let unknownAgent = "unknown"
  package var job: String? { self["job_type"]?.text }
  package var parent: String? { self["parent_run_id"]?.text }
  /// When it began.
  package var start: Timestamp? { time("start_time") }
  /// When it ended; nil while it runs.
  package var end: Timestamp? { time("end_time") }
  /// When it was recorded: what lists are ordered by.
  package var created: Timestamp? { time("created_at") ?? start }

  /// How long it took: what it says itself, else from its begin to its end. A run that goes on has none,
  /// and so has one of which nobody can read what it says.
  package var duration: Nanoseconds? {
    if status == nil || status == .running { return nil }
    for (name, isSeconds) in RunLength.fields {
      guard let value = self[name] else { continue }
      let told = RunLength.Told(value, isSeconds: isSeconds)
      if !told.isNothing { return told.length }
    }
    guard let start, let end else { return nil }
    return RunLength.between(start, end)
  }

  private func time(_ name: String) -> Timestamp? { self[name]?.instant }
}
