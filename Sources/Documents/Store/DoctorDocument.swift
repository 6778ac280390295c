package import TLM

/// What `tlm doctor --json` prints. Its keys are a promise: new ones may come, none goes.
package struct DoctorDocument: Document {
  private let report: StoreReport
  private let repair: Repair?

  /// - Parameter repair: what was mended before; nil where nothing was to be.
  package init(_ report: StoreReport, _ repair: Repair? = nil) {
    self.report = report
    self.repair = repair
  }

  package var json: Value {
    var members: [Member] = [
      Member("store", .string(report.location.path)),
      Member("reason", .string(report.location.reason.rawValue)),
      Member("ok", .bool(report.isHealthy)),
    ]
    members += Self.identity(report.files.identity)
    members += Self.files(report.files)
    members += Self.lines(report)
    members += Self.projections(report)
    members.append(Member("disk", Self.disk(report.files.disk)))
    members.append(Member("index", report.index.map { IndexDocument($0).json } ?? .null))
    if let repair { members.append(Member("fixed", Self.fixed(repair))) }
    members.append(Member("findings", .array(report.findings.map(Self.finding))))
    return .object(members)
  }

  private static func identity(_ identity: LogInspection.Identity) -> [Member] {
    let word: String
    var known: StoreIdentity?
    switch identity {
    case .present(let identity): (word, known) = ("present", identity)
    case .missing: word = "missing"
    case .damaged: word = "damaged"
    }
    return [
      Member("identity", .string(word)),
      Member("id", known.map { .string($0.id) } ?? .null),
      Member("format", known.map { .integer(Int64($0.format)) } ?? .null),
      Member("created", known.map { .string($0.created) } ?? .null),
    ]
  }

  private static func files(_ files: LogInspection) -> [Member] {
    [
      Member("segments", .array(files.segments.map(segment))),
      Member("missing", .array(files.missing.map(range))),
      Member(
        "unfinished_rotations", .array(files.unfinishedRotations.map { .integer($0.rawValue) })),
      Member("bases", .array(files.bases.map(base))),
      Member(
        "unfinished_prune", files.unfinishedPrune.map { .integer($0.rawValue) } ?? .null),
      Member("torn_tail", tail(files.tornTail)),
      Member(
        "strange",
        .array(
          files.strange.map {
            ["name": .string($0.name), "reason": .string($0.reason.rawValue)]
          })),
      Member("damaged", .array(files.damaged.map(named))),
      Member("waiting", .array(files.waiting.map(named))),
    ]
  }

  private static func segment(_ segment: SegmentReport) -> Value {
    var differsAt = Value.null
    var differsBytes = Value.null
    if case .differs(let place, let length) = segment.sum {
      (differsAt, differsBytes) = (.integer(place.rawValue), .integer(length))
    }
    return [
      "base": .integer(segment.base.rawValue), "bytes": .integer(segment.bytes),
      "lines": .integer(segment.lines), "sealed": .bool(segment.isSealed),
      "sum": .string(word(of: segment.sum)), "differs_at": differsAt,
      "differs_bytes": differsBytes, "excess_bytes": .integer(segment.excess),
      "error": segment.failure.map { .string($0) } ?? .null,
    ]
  }

  private static func base(_ base: BaseReport) -> Value {
    [
      "cut": .integer(base.cut.rawValue), "bytes": .integer(base.bytes),
      "condition": .string(base.condition.rawValue),
    ]
  }

  private static func word(of sum: SegmentReport.Sum) -> String {
    switch sum {
    case .same: "ok"
    case .notYet: "none"
    case .missing: "missing"
    case .damaged: "damaged"
    case .differs: "differs"
    }
  }

  private static func disk(_ disk: DiskSpace?) -> Value {
    guard let disk else { return .null }
    return ["free_bytes": .integer(disk.freeBytes), "read_only": .bool(disk.isReadOnly)]
  }

  private static func fixed(_ repair: Repair) -> Value {
    [
      "identity": .bool(repair.wroteIdentity),
      "rotations": .array(repair.rotations.map { .integer($0.rawValue) }),
      "torn_tail": tail(repair.tornTail),
      "sums": .array(repair.sums.map { .integer($0.rawValue) }),
      "drained_bytes": .integer(repair.drained),
      "failures": .array(repair.failures.map { .string($0) }),
    ]
  }

  private static func finding(_ finding: Finding) -> Value {
    [
      "severity": .string(finding.severity.rawValue), "code": .string(finding.code),
      "message": .string(finding.message),
    ]
  }

  private static func tail(_ tail: Range<Position>?) -> Value {
    guard let tail else { return .null }
    return [
      "position": .integer(tail.lowerBound.rawValue),
      "bytes": .integer(tail.upperBound.rawValue - tail.lowerBound.rawValue),
    ]
  }

  private static func range(_ range: Range<Position>) -> Value {
    ["from": .integer(range.lowerBound.rawValue), "to": .integer(range.upperBound.rawValue)]
  }

  private static func named(_ file: LogInspection.NamedBytes) -> Value {
    ["name": .string(file.name), "bytes": .integer(file.bytes)]
  }
}
