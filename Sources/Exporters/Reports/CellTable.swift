package import Events
import SystemCalls

/// Rows of values under headings, in the formats of tables.
package struct CellTable: Sendable {
  /// What it is of: the name of a sheet.
  package let name: String
  package let headings: [String]
  package let rows: [[Value]]

  package init(_ name: String, _ headings: [String], _ rows: [[Value]]) {
    (self.name, self.headings, self.rows) = (name, headings, rows)
  }

  /// As CSV.
  ///
  /// - Parameters:
  ///   - keepsFormulas: whether a text that a spreadsheet would compute stays as it is.
  ///   - hasHeadings: whether the headings come first; rows that go on with others have none.
  package func csv(keepsFormulas: Bool = false, hasHeadings: Bool = true) -> [UInt8] {
    var cells = CSVCells(keepsFormulas: keepsFormulas)
    if hasHeadings {
      for heading in headings { cells.text(heading) }
      cells.end()
    }
    for row in rows {
      for value in row { cells.value(value) }
      cells.end()
    }
    return cells.bytes
  }

  /// As an array of objects; of what is null a row says nothing.
  package var json: [UInt8] { Array("[".utf8) + objects + Array("]\n".utf8) }

  /// Its rows as objects, with commas between them.
  package var objects: [UInt8] {
    let objects = rows.map { row in
      JSONWriter.text(
        of: .object(zip(headings, row).compactMap { $1 == .null ? nil : Member($0, $1) }))
    }
    return Array(objects.joined(separator: ",").utf8)
  }

  /// Several of them as a workbook, a sheet each.
  ///
  /// - Throws: `notBuilt` where there are no workbooks here; `file`.
  package static func workbook(_ tables: [CellTable]) throws -> [UInt8] {
    let folder = OwnProcess.variable("TMPDIR") ?? "/tmp"
    let path = "\(folder)/tlm-\(ProcessFileName.fresh()).xlsx"
    // It is nobody's once its bytes are read.
    defer { try? Folder.unlink(path) }
    try SpreadsheetExport.write(tables, to: path)
    return try Folder.contents(of: path, limit: mostBytes) ?? []
  }

  private static let mostBytes = 1 << 30
}
