package import Events

#if Spreadsheet
  /// A workbook of three sheets: the rows, what they come to by the names of events, and by agent.
  ///
  /// A sheet has room for a million rows; those behind stand on another one of the same columns.
  package final class SpreadsheetExport {
    private let file: WorkbookFile
    private let columns: [ExportColumn]
    private var rows: WorkbookFile.Sheet
    private var sheets = 1
    private var summary = WorkbookSummary()
    private var agents = WorkbookSummary()

    /// - Parameter path: is written to; what stands there is replaced.
    package init(at path: String, _ options: ExportOptions) throws(ExportError) {
      file = try WorkbookFile(at: path)
      columns = options.columns ?? ExportColumn.standard
      rows = Self.sheet(1, in: file, columns)
    }

    private static func sheet(
      _ number: Int, in file: WorkbookFile, _ columns: [ExportColumn]
    ) -> WorkbookFile.Sheet {
      file.sheet(
        number == 1 ? "rows" : "rows \(number)", columns.map(\.name),
        widths: columns.map { $0.name == "time" ? 24 : $0.name == "fields" ? 40 : 14 })
    }

    /// Adds a row, and counts the event.
    package func add(_ event: borrowing Event) {
      if !rows.hasRoom {
        sheets += 1
        rows = Self.sheet(sheets, in: file, columns)
      }
      columns.read(event, into: &rows)
      rows.end()
      summary.add(event, under: event.name ?? "(none)")
      agents.add(event, under: Self.agent(of: event))
    }

    /// Who did it: the agent that a run names, else the program.
    private static func agent(of event: borrowing Event) -> String {
      event.string("agent_name") ?? event.string("agent_type") ?? event.tool ?? event.component
        ?? "(none)"
    }

    /// Adds the sheets of sums and writes the file.
    package func close() throws(ExportError) {
      add("summary", "event", summary)
      add("by agent", "agent", agents)
      try file.close()
    }

    private func add(_ name: String, _ key: String, _ summary: WorkbookSummary) {
      var sheet = file.sheet(name, [key] + WorkbookSummary.headings, widths: [28])
      for (name, tally) in summary.rows {
        sheet.text(name)
        sheet.tally(tally)
        sheet.end()
      }
      sheet.text("(all)")
      sheet.tally(summary.total)
      sheet.end()
    }
  }
#else
  /// Stands where this tlm was built without workbooks: it says so.
  package final class SpreadsheetExport {
    package init(at path: String, _ options: ExportOptions) throws(ExportError) {
      throw Self.missing
    }

    static let missing = ExportError(
      .notBuilt,
      "this tlm was built without workbooks; build it with swift build --traits Spreadsheet "
        + "(libxlsxwriter-dev), or export csv")

    package func add(_ event: borrowing Event) {}

    package func close() throws(ExportError) { throw Self.missing }
  }
#endif

extension SpreadsheetExport {
  /// Writes the report of a projection as a workbook of one sheet.
  package static func write(
    _ report: ReportExport, named name: String, to path: String
  ) throws(ExportError) {
    let (headings, rows) = report.table
    try write([CellTable(name, headings, rows)], to: path)
  }

  /// Writes tables as a workbook, a sheet each.
  package static func write(_ tables: [CellTable], to path: String) throws(ExportError) {
    #if Spreadsheet
      let file = try WorkbookFile(at: path)
      for table in tables {
        // Excel takes 31 characters, and a few of them not at all.
        let plain = table.name.map { "[]:*?/\\'".contains($0) ? "-" : $0 }
        var sheet = file.sheet(String(String(plain).prefix(31)), table.headings)
        for row in table.rows.prefix(Int(WorkbookFile.rowLimit) - 1) {
          for value in row { sheet.value(value) }
          sheet.end()
        }
      }
      try file.close()
    #else
      throw missing
    #endif
  }
}
