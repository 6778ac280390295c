import Events

/// One JSON array of all events, each on a line.
struct JSONExport: EventExporter {
  private var lines: JSONLinesExport
  private var isFirst = true

  init(_ options: ExportOptions) { lines = JSONLinesExport(options) }

  mutating func begin(_ bytes: inout [UInt8]) { bytes.append(UInt8(ascii: "[")) }

  mutating func render(_ event: borrowing Event, to part: inout ExportPart) {
    part.bytes.append(",\n")
    lines.object(event, to: &part.bytes)
  }

  mutating func add(_ part: ExportPart, to bytes: inout [UInt8]) {
    // No comma stands before the first of all.
    bytes += part.bytes.dropFirst(isFirst ? 1 : 0)
    isFirst = isFirst && part.bytes.isEmpty
  }

  mutating func end(_ bytes: inout [UInt8]) { bytes.append("\n]\n") }
}
