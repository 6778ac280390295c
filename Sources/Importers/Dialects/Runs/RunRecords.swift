package import Events

/// Runs as local-telemetry keeps them, in its NDJSON and in its spool files: a record is written when a
/// run begins and again when it has ended. Both come in; the fold of runs makes one of what has one id.
package struct RunRecords: Dialect {
  package static let name = "runs"
  package static let about = "run records and spool files: record_type run and event"

  package static func knows(_ line: Value, in path: String) -> Bool {
    if let kind = line["record_type"]?.text, ["run", "event"].contains(kind) {
      return line["run_id"]?.text != nil
    }
    return line["run_id"]?.text != nil && line["agent_name"] != nil && line["start_time"] != nil
  }

  /// Spool files of clients may have no word of what sort a record is.
  package let rewrites: Bool

  private static let sort = AddedMembers([Member("record_type", "run")])
  private static let nameKeys = ["record_type", "event", "event_type", "type"]

  package init(path: String) { rewrites = path.contains(".jsonl.") }

  package mutating func rewrite(_ line: ArraySlice<UInt8>, into lines: inout [UInt8]) {
    let value = Value(json: Array(line))
    if let value, !Self.nameKeys.contains(where: { value[$0]?.text != nil }) {
      return Self.sort.write(line, into: &lines)
    }
    lines += line
    lines.append(UInt8(ascii: "\n"))
  }
}
