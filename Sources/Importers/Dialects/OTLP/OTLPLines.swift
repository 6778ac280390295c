package import Events
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

  /// How much of what a line's events share each of them carries: a resource of kilobytes before
  /// thousands of spans would be a log of gigabytes.
  private static func share(of bytes: Int, in resources: [Value]) -> Int {
    let events = resources.reduce(0) { $0 + OTLPEvents.count(in: $1) }
    return max(least, min(most, 4 * bytes / max(1, events)))
  }

  private static let least = 1 << 10
  private static let most = 64 << 10

  package mutating func rewrite(_ line: ArraySlice<UInt8>, into lines: inout [UInt8]) {
    guard let value = Value(json: Array(line)), Self.knows(value, in: "") else {
      lines += line
      lines.append(UInt8(ascii: "\n"))
      return
    }
    let count = lines.count
    let resources = Self.batches.flatMap { value[$0]?.elements ?? [] }
    let limit = Self.share(of: line.count, in: resources)
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
