package import TLM

/// What `tlm prune --json` prints. Its keys are a promise: new ones may come, none goes.
package struct PruneDocument: Document {
  private let report: PruneReport

  package init(_ report: PruneReport) { self.report = report }

  package var json: Value {
    [
      "dry_run": .bool(report.isDryRun), "first": .integer(report.first.rawValue),
      "cut": .integer(report.cut.rawValue),
      "segments": .array(report.segments.map { .integer($0.rawValue) }),
      "events": .integer(Int64(report.events)), "bytes": .integer(report.bytes),
      "archived": .bool(report.isArchived), "base_bytes": .integer(report.baseBytes),
      "finished": report.finished.map { .integer($0.rawValue) } ?? .null,
      "projections": .array(report.projections.map(Self.projection)),
      "followers": .array(report.followers.map(Self.follower)),
    ]
  }

  private static func projection(_ projection: PruneReport.Projection) -> Value {
    [
      "projection": .string(projection.name), "version": .integer(Int64(projection.version)),
      "parameters": projection.parameters, "fate": .string(projection.fate.rawValue),
    ]
  }

  private static func follower(_ follower: PruneReport.Follower) -> Value {
    [
      "process": follower.process.map { .integer(Int64($0)) } ?? .null,
      "position": .integer(follower.position.rawValue),
      "projections": .array(follower.projections.map { .string($0) }),
    ]
  }
}
