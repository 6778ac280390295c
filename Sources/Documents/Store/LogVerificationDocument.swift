package import Sealing
package import TLM

/// Whether a log is what it was: what `tlm verify-log --json` prints.
package struct LogVerificationDocument: Document {
  private let found: LogVerification
  private let lines: [LineDifference]

  /// - Parameter lines: that differ from an old copy.
  package init(_ found: LogVerification, lines: [LineDifference] = []) {
    self.found = found
    self.lines = lines
  }

  package var json: Value {
    [
      "whole": .bool(found.isWhole), "bytes": .integer(found.bytes),
      "segments": .integer(Int64(found.segments)), "sealed": .integer(Int64(found.sealed)),
      "end": .integer(found.end.rawValue),
      "heads": .array(
        found.heads.map { check in
          ["head": .string(check.head.description), "outcome": .string(check.outcome.rawValue)]
        }),
      "faults": .array(
        found.faults.map { fault in
          [
            "from": .integer(fault.range.lowerBound.rawValue),
            "to": .integer(fault.range.upperBound.rawValue), "file": .string(fault.file),
            "kind": .string(fault.kind.rawValue),
          ]
        }),
      "redacted": .array(
        found.redacted.map { range in
          ["from": .integer(range.lowerBound.rawValue), "to": .integer(range.upperBound.rawValue)]
        }),
      "lines": .array(
        lines.map { line in
          [
            "position": .integer(line.position.rawValue), "now": Self.text(line.now),
            "before": Self.text(line.before),
          ]
        }),
    ]
  }

  private static func text(_ line: [UInt8]?) -> Value {
    line.map { .string(String(decoding: $0, as: UTF8.self)) } ?? .null
  }
}
