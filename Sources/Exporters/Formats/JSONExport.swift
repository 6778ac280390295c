import Events

/// One JSON array of all events, each on a line.
struct JSONExport: EventExporter {
  private var lines: JSONLinesExport
  private var isFirst = true

  init(_ options: ExportOptions) { lines = JSONLinesExport(options) }

  mutating func begin(_ bytes: inout [UInt8]) { bytes.append(UInt8(ascii: "[")) }

  mutating func add(_ event: borrowing Event, to bytes: inout [UInt8]) {
    bytes.append(isFirst ? "\n" : ",\n")
    isFirst = false
    lines.object(event, to: &bytes)
  }

  mutating func end(_ bytes: inout [UInt8]) { bytes.append("\n]\n") }
}
