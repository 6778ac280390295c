package import Relay
package import TLM

/// What came of pulling from an engine: what `tlm relay pull --json` prints as it ends.
package struct PullDocument: Document {
  private let report: PullReport

  package init(_ report: PullReport) { self.report = report }

  package var json: Value {
    [
      "stream": .string(report.stream), "url": .string(report.engine),
      "connected": .bool(report.isConnected),
      "events": .integer(report.origins.reduce(0) { $0 + $1.lines }),
      "gaps": .integer(Int64(report.origins.reduce(0) { $0 + $1.gaps })),
      "origins": .array(
        report.origins.map { origin in
          [
            "origin": .string(origin.id), "host": .string(origin.words.host),
            "store": .string(origin.words.store), "offset": .integer(origin.place.offset),
            "position": .integer(origin.place.position), "lines": .integer(origin.place.lines),
            "verified": .integer(origin.verified.offset), "events": .integer(origin.lines),
            "gaps": .integer(Int64(origin.gaps)),
            "waiting_since": origin.waitingSince.map { .string($0.description) } ?? .null,
            "reason": origin.reason.map { .string($0) } ?? .null,
          ]
        }),
    ]
  }
}
