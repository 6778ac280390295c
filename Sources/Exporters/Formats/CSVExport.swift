import Events

/// A table by RFC 4180: a heading, and a row for each event.
struct CSVExport: EventExporter {
  private let columns: [ExportColumn]
  private var cells: CSVCells

  init(_ options: ExportOptions) {
    columns = options.columns ?? ExportColumn.standard
    cells = CSVCells(keepsFormulas: options.keepsFormulas)
  }

  mutating func begin(_ bytes: inout [UInt8]) {
    for column in columns { cells.text(column.name) }
    cells.end()
    bytes += cells.bytes
    cells.bytes = []
  }

  mutating func render(_ event: borrowing Event, to part: inout ExportPart) {
    // The row writes where the others are, so that nothing is copied.
    swap(&cells.bytes, &part.bytes)
    columns.read(event, into: &cells)
    cells.end()
    swap(&cells.bytes, &part.bytes)
  }
}
