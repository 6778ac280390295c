import Analysis
import Exporters
import TLM

/// Runs to keep as a file: which columns, how many rows, in which format, with a look at them before.
enum RunDownload {
  static let pages = [
    DashboardPage("/runs/download", "Runs as a file: columns, rows, format.") { request, store in
      let choice = try RunChoice(request)
      let found = try chosen(choice, request, store)
      return .page(PageContent("Export runs", in: "Runs", live: nil, body(choice, request, found)))
    },
    DashboardPage("/runs/file", "The file.") { request, store in
      let found = try chosen(RunChoice(request), request, store)
      return try file(of: table(request, found), request["format"] ?? "csv")
    },
  ]

  private static let most = 1_000_000
  private static let usualLimit = 10_000
  private static let previewed = 10

  private static func limit(_ request: PageRequest) -> Int {
    request.number("limit", in: 1...most, usually: usualLimit)
  }

  private static func chosen(
    _ choice: RunChoice, _ request: PageRequest, _ store: Store
  ) throws -> RunPage {
    try request.runs.page(choice.filter, offset: 0, limit: limit(request), of: store)
  }

  private static func table(_ request: PageRequest, _ found: RunPage) -> RunCells {
    let asked = request.all("column")
    return RunCells(columns: asked.isEmpty ? RunCells.usual : asked, runs: found.runs)
  }

  private static func file(of table: RunCells, _ format: String) throws -> PageAnswer {
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
    _ choice: RunChoice, _ request: PageRequest, _ found: RunPage
  ) -> HTML {
    let table = table(request, found)
    return """
      \(choice.tabs("download"))
      \(choice.form(to: Address("runs", "download")))
      <form method="get" action="/runs/download">\(ChosenMachine.field)
      \(choice.asked.map { hidden($0) })
      <fieldset><legend>Columns</legend><div class="choices">\(boxes(table))</div></fieldset>
      <div class="filter"><label>Rows, at most<input name="limit" inputmode="numeric" size="9" \
      value="\(limit(request))"></label>
      <label>Format<select name="format">\(formats(request))</select></label>
      <button class="plain">Preview</button>
      <button formaction="/runs/file">Download</button></div>
      </form>
      <h2>Preview</h2>
      <p>\(Numbers.count(table.runs.count, "row")) of \(Numbers.count(found.total, "run")), \
      \(Numbers.count(table.columns.count, "column")); the first \(previewed) are these.</p>
      \(preview(table))
      """
  }

  private static func hidden(_ pair: Address.Pair) -> HTML {
    "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
  }

  private static func boxes(_ table: RunCells) -> [HTML] {
    let known = RunCells.columns(of: table.runs)
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

  private static func preview(_ table: RunCells) -> HTML {
    let shown = RunCells(columns: table.columns, runs: Array(table.runs.prefix(previewed))).table
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
