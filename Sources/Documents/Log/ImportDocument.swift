package import Importers
package import TLM

/// What an import came to: what `tlm import --json` prints.
package struct ImportDocument: Document {
  private let reports: [FileReport]
  private let plan: ImportPlan

  package init(_ reports: [FileReport], _ plan: ImportPlan) {
    self.reports = reports
    self.plan = plan
  }

  package var json: Value {
    let failed = reports.count { $0.failure != nil } + plan.failures.count
    return [
      "files": .array(reports.map { ImportedFileDocument($0).json }),
      "totals": .object(
        [
          Member("files", .integer(Int64(reports.count))),
          Member("unchanged", .integer(Int64(reports.count { $0.isUnchanged }))),
          Member("failed", .integer(Int64(failed))),
          Member("left_out", .integer(Int64(plan.leftOut.count))),
        ]
          + ImportedFileDocument.counts.map { name, count in
            Member(name, .integer(reports.reduce(0) { $0 + count($1) }))
          }),
      "left_out": .array(
        plan.leftOut.map {
          ["path": .string($0.path), "reason": .string($0.reason.rawValue)]
        }),
      "failures": .array(
        plan.failures.map { ["path": .string($0.path), "message": .string($0.message)] }),
    ]
  }
}

/// What it came to for one file: a line of `tlm import --follow --json`.
package struct ImportedFileDocument: Document {
  private let report: FileReport

  package init(_ report: FileReport) { self.report = report }

  /// What is counted of a file, and of all of them.
  static let counts: [(String, @Sendable (FileReport) -> Int64)] = [
    ("lines", { Int64($0.lines) }), ("new", { Int64($0.new) }), ("known", { Int64($0.known) }),
    ("quarantined", { Int64($0.damaged + $0.skipped) }), ("reserved", { Int64($0.reserved) }),
    ("redacted", { $0.hidden.reduce(0) { $0 + Int64($1.count) } }),
    ("unfinished_bytes", { $0.unfinished }), ("bytes", { $0.bytes }),
  ]

  package var json: Value {
    var members = [
      Member("path", .string(report.path)),
      Member("format", report.format.map { .string($0) } ?? .null),
      Member("unchanged", .bool(report.isUnchanged)),
    ]
    members += Self.counts.map { Member($0.0, .integer($0.1(report))) }
    members.append(Member("reasons", .object(reasons)))
    members.append(
      Member(
        "redactions",
        .object(report.hidden.map { Member($0.rule, .integer(Int64($0.count))) })))
    members.append(
      Member("known_from", report.source.flatMap(SourceName.path).map { .string($0) } ?? .null))
    members.append(
      Member(
        "error",
        report.failure.map {
          ["code": .string($0.code.rawValue), "message": .string($0.message)]
        } ?? .null))
    return .object(members)
  }

  private var reasons: [Member] {
    var reasons = report.quarantined
    if report.skipped > 0 { reasons[.tooLong, default: 0] += report.skipped }
    return reasons.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { Member($0.key.rawValue, .integer(Int64($0.value))) }
  }
}
