package import Relay
package import TLM

/// What came of pushing a store: what `tlm relay push --json` prints as it ends.
package struct PushDocument: Document {
  private let report: PushReport

  package init(_ report: PushReport) { self.report = report }

  package var json: Value {
    [
      "origin": .string(report.origin), "stream": .string(report.stream),
      "url": .string(report.url), "position": .integer(report.place.position.rawValue),
      "through": .integer(report.through.rawValue), "offset": .integer(report.place.offset),
      "lines": .integer(report.place.lines), "chain": .string(report.place.chain.hex),
      "events": .integer(Int64(report.tally.events)), "bytes": .integer(report.tally.bytes),
      "retries": .integer(Int64(report.tally.retries)),
      "heads": .integer(Int64(report.tally.heads)),
      "answered": .integer(Int64(report.tally.answered)),
    ]
  }
}
