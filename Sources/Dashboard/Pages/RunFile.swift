import Analysis
import Exporters
import TLM

/// Runs as a file, made a portion at a time: nobody has a million of them in memory.
enum RunFile {
  static let pages = [
    DashboardPage("/runs/file", "The file.") { request, _ in
      let choice = try RunChoice(request)
      let found = try request.runs.find(choice.filter, limit: RunDownload.limit(request))
      let cells = RunDownload.cells(request)
      switch request["format"] ?? "csv" {
      case "csv":
        return .parts(csv(of: found, cells, request.runs), type: csvType, name: "runs.csv")
      case "json":
        return .parts(
          json(of: found, cells, request.runs), type: "application/json", name: "runs.json")
      case "xlsx":
        let bytes = try workbook(of: found, cells, request.runs)
        return .file(bytes, type: workbookType, name: "runs.xlsx")
      default: throw PageError(400, "format must be csv, xlsx or json")
      }
    }
  ]

  private static let csvType = "text/csv; charset=utf-8"
  private static let workbookType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

  /// Runs that are read at once.
  private static let atOnce = 500

  private static func runs(_ found: FoundRuns, _ shelf: RunShelf) throws -> [RunRecord] {
    try Task.checkCancellation()
    guard let runs = try shelf.runs(found) else {
      throw PageError(503, "The log became another one meanwhile; ask for the file again.")
    }
    return runs
  }

  private static func csv(
    of found: FoundRuns, _ cells: RunCells, _ shelf: RunShelf
  ) -> PageAnswer.Parts {
    return { write in
      try await write(cells.table(of: []).csv())
      for portion in found.portions(of: atOnce) {
        let table = cells.table(of: try runs(portion, shelf))
        try await write(table.csv(hasHeadings: false))
      }
    }
  }

  private static func json(
    of found: FoundRuns, _ cells: RunCells, _ shelf: RunShelf
  ) -> PageAnswer.Parts {
    return { write in
      var separator = "["
      for portion in found.portions(of: atOnce) {
        let table = cells.table(of: try runs(portion, shelf))
        if table.rows.isEmpty { continue }
        try await write(Array(separator.utf8) + table.objects)
        separator = ","
      }
      try await write(Array((separator == "[" ? "[]\n" : "]\n").utf8))
    }
  }

  private static func workbook(
    of found: FoundRuns, _ cells: RunCells, _ shelf: RunShelf
  ) throws -> [UInt8] {
    guard found.count <= RunWorkbook.most else {
      throw PageError(
        400,
        "A workbook has \(Numbers.grouped(RunWorkbook.most)) rows at most; ask for fewer, or for CSV."
      )
    }
    var workbook = RunWorkbook(cells)
    for portion in found.portions(of: atOnce) { workbook.add(try runs(portion, shelf)) }
    return try workbook.bytes()
  }
}
