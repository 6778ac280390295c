package import TLM

/// What `tlm redact --json` prints. Its keys are a promise: new ones may come, none goes.
package struct RedactDocument: Document {
  private let report: RedactReport

  package init(_ report: RedactReport) { self.report = report }

  package var json: Value {
    [
      "dry_run": .bool(report.isDryRun), "reason": .string(report.reason),
      "count": .integer(Int64(report.count)), "bytes": .integer(report.bytes),
      "events": .array(report.events.map(Self.event)),
      "segments": .array(report.segments.map { .integer($0.rawValue) }),
      "archived": .array(report.archived.map { .integer($0.rawValue) }),
      "sources": Self.files(report.sources), "damaged": Self.files(report.damaged),
      "reserved": .integer(Int64(report.reserved)),
      "backups": .array(report.backups.map { .string($0) }),
      "exports": .array(report.exports.map { .string($0) }), "left": Self.files(report.left),
      "told": report.told.map { .integer($0.rawValue) } ?? .null,
      "finished": .bool(report.finished),
      "warnings": .array(report.warnings.map { .string($0) }),
    ]
  }

  private static func event(_ event: RedactReport.Event) -> Value {
    [
      "position": .integer(event.position.rawValue),
      "event": event.name.map { .string($0) } ?? .null,
      "time": event.time.map { .string($0.description) } ?? .null,
    ]
  }

  private static func files(_ files: [RedactReport.Leftover]) -> Value {
    .array(files.map { ["file": .string($0.file), "count": .integer(Int64($0.count))] })
  }
}
