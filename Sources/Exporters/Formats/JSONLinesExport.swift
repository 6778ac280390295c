import Events

/// The lines of the log, or chosen columns of them, one JSON object a line.
struct JSONLinesExport: EventExporter {
  private var row: JSONCells?
  private let columns: [ExportColumn]

  init(_ options: ExportOptions) {
    columns = options.columns ?? []
    row = options.columns.map { JSONCells($0) }
  }

  mutating func render(_ event: borrowing Event, to part: inout ExportPart) {
    object(event, to: &part.bytes)
    part.bytes.append(UInt8(ascii: "\n"))
  }

  /// The object of an event, without a newline.
  mutating func object(_ event: borrowing Event, to bytes: inout [UInt8]) {
    guard var cells = row.take() else { return LineCleaning.append(line: event, to: &bytes) }
    // The row writes where the others are, so that nothing is copied.
    swap(&cells.bytes, &bytes)
    cells.begin()
    columns.read(event, into: &cells)
    cells.end()
    swap(&cells.bytes, &bytes)
    row = cells
  }
}
