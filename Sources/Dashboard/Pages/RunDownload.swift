import Analysis
import Exporters
import TLM

/// Runs to keep as a file: which columns, how many rows, in which format, with a look at them before.
enum RunDownload {
  static let pages = [
    DashboardPage("/runs/download", "Runs as a file: columns, rows, format.") { request, store in
      let choice = try RunChoice(request)
      let runs = try choice.runs(in: store)
      return .page(PageContent("Export runs", in: "Runs", live: nil, body(choice, request, runs)))
    },
    DashboardPage("/runs/file", "The file.") { request, store in
      let runs = try RunChoice(request).runs(in: store)
      return try file(of: table(request, runs), request["format"] ?? "csv")
    },
  ]

  private static let most = 1_000_000
  private static let usualLimit = 10_000
  private static let previewed = 10

  private static func table(_ request: PageRequest, _ runs: [RunRecord]) -> RunTable {
    let limit = request.number("limit", in: 1...most, usually: usualLimit)
    let asked = request.all("column")
    return RunTable(
      columns: asked.isEmpty ? RunTable.usual : asked, runs: Array(runs.prefix(limit)))
  }

  private static func file(of table: RunTable, _ format: String) throws -> PageAnswer {
    switch format {
    case "csv":
      .file(table.table.csv(), type: "text/csv; charset=utf-8", name: "runs.csv")
    case "json": .file(table.table.json, type: "application/json", name: "runs.json")
    case "xlsx":
      .file(
        try CellTable.workbook(table.workbook),
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        name: "runs.xlsx")
    default: throw PageError(400, "format must be csv, xlsx or json")
    }
  }

  private static func body(
    _ choice: RunChoice, _ request: PageRequest, _ runs: [RunRecord]
  ) -> HTML {
    let table = table(request, runs)
    return """
      \(choice.tabs("download"))
      \(choice.form(to: Address("runs", "download")))
      <form method="get" action="/runs/download">
      \(choice.asked.map { hidden($0) })
      <fieldset><legend>Columns</legend><div class="choices">\(boxes(table, runs))</div></fieldset>
      <div class="filter"><label>Rows, at most<input name="limit" inputmode="numeric" size="9" \
      value="\(request.number("limit", in: 1...most, usually: usualLimit))"></label>
      <label>Format<select name="format">\(formats(request))</select></label>
      <button class="plain">Preview</button>
      <button formaction="/runs/file">Download</button></div>
      </form>
      <h2>Preview</h2>
      <p>\(Numbers.count(table.runs.count, "row")) of \(Numbers.count(runs.count, "run")), \
      \(Numbers.count(table.columns.count, "column")); the first \(previewed) are these.</p>
      \(preview(table))
      """
  }

  private static func hidden(_ pair: Address.Pair) -> HTML {
    "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
  }

  private static func boxes(_ table: RunTable, _ runs: [RunRecord]) -> [HTML] {
    let known = RunTable.columns(of: runs)
    return (known + table.columns.filter { !known.contains($0) }).map { name in
      """
      <label class="line"><input type="checkbox" name="column" value="\(name)"\
      \(.flag("checked", table.columns.contains(name)))>\(name)</label>
      """
    }
  }

  private static func formats(_ request: PageRequest) -> [HTML] {
    ["csv", "xlsx", "json"].map { format in
      "<option\(.flag("selected", format == request["format"]))>\(format)</option>"
    }
  }

  private static func preview(_ table: RunTable) -> HTML {
    let shown = RunTable(columns: table.columns, runs: Array(table.runs.prefix(previewed))).table
    let rows = shown.rows.map { row -> HTML in
      let cells = row.map { "<td>\(Words.short(Words.value($0), to: 60))</td>" as HTML }
      return "<tr>\(cells)</tr>"
    }
    return """
      <div class="table"><table><thead><tr>\
      \(shown.headings.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
