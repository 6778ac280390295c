package import Events
import OTLP
import SystemCalls

/// What OpenTelemetry's collector writes: a batch of spans, records or points a line. Each of them becomes
/// an event.
package struct OTLPLines: Dialect {
  package static let name = "otlp"
  package static let about = "OTLP as lines of JSON: resourceSpans, resourceLogs, resourceMetrics"

  private static let batches = ["resourceSpans", "resourceLogs", "resourceMetrics"]

  package static func knows(_ line: Value, in path: String) -> Bool {
    batches.contains { line[$0] != nil }
  }

  package var rewrites: Bool { true }

  package init(path: String) {}

  package mutating func rewrite(_ line: ArraySlice<UInt8>, into lines: inout [UInt8]) {
    guard let value = Value(json: Array(line)), Self.knows(value, in: "") else {
      lines += line
      lines.append(UInt8(ascii: "\n"))
      return
    }
    let count = lines.count
    let resources = Self.batches.flatMap { value[$0]?.elements ?? [] }
    let limit = OTLPEvents.share(of: line.count, in: resources)
    for resource in resources {
      for event in OTLPEvents(resource, limit: limit).events { lines += event.line() }
    }
    // A batch of nothing says nothing, but it was there.
    if lines.count == count {
      lines += line
      lines.append(UInt8(ascii: "\n"))
    }
  }
}
