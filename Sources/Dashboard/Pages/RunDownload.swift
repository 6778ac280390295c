import Analysis
import Exporters
import TLM

/// Runs to keep as a file: which columns, how many rows, in which format, with a look at them before.
enum RunDownload {
  static let pages = [
    DashboardPage("/runs/download", "Runs as a file: columns, rows, format.") { request, _ in
      let choice = try RunChoice(request)
      let body = try body(choice, request)
      return .page(PageContent("Export runs", in: "Runs", live: nil, body))
    }
  ]

  private static let most = 1_000_000
  private static let usualLimit = 10_000
  private static let previewed = 10
  /// Runs whose columns can be chosen.
  private static let surveyed = 500

  static func limit(_ request: PageRequest) -> Int {
    request.number("limit", in: 1...most, usually: usualLimit)
  }

  static func cells(_ request: PageRequest) -> RunCells {
    let asked = request.all("column")
    return RunCells(columns: asked.isEmpty ? RunCells.usual : asked)
  }

  private static func body(_ choice: RunChoice, _ request: PageRequest) throws -> HTML {
    let cells = cells(request)
    let rows = limit(request)
    let found = try request.runs.page(choice.filter, offset: 0, limit: min(rows, surveyed))
    return """
      \(choice.tabs("download"))
      \(choice.form(to: Address("runs", "download")))
      <form method="get" action="/runs/download">\(ChosenMachine.field)
      \(choice.asked.map { hidden($0) })
      <fieldset><legend>Columns</legend><div class="choices">\(boxes(cells, found.runs))</div></fieldset>
      <div class="filter"><label>Rows, at most<input name="limit" inputmode="numeric" size="9" \
      value="\(rows)"></label>
      <label>Format<select name="format">\(formats(request))</select></label>
      <button class="plain">Preview</button>
      <button formaction="/runs/file">Download</button></div>
      </form>
      <h2>Preview</h2>
      <p>\(Numbers.count(min(rows, found.total), "row")) of \(Numbers.count(found.total, "run")), \
      \(Numbers.count(cells.columns.count, "column")); the first \(previewed) are these.</p>
      \(preview(cells.table(of: Array(found.runs.prefix(previewed)))))
      """
  }

  private static func hidden(_ pair: Address.Pair) -> HTML {
    "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
  }

  private static func boxes(_ cells: RunCells, _ runs: [RunRecord]) -> [HTML] {
    let known = RunCells.columns(of: runs)
    return (known + cells.columns.filter { !known.contains($0) }).map { name in
      """
      <label class="line"><input type="checkbox" name="column" value="\(name)"\
      \(.flag("checked", cells.columns.contains(name)))>\(name)</label>
      """
    }
  }

  private static func formats(_ request: PageRequest) -> [HTML] {
    ["csv", "xlsx", "json"].map { format in
      "<option\(.flag("selected", format == request["format"]))>\(format)</option>"
    }
  }

  private static func preview(_ table: CellTable) -> HTML {
    let rows = table.rows.map { row -> HTML in
      let cells = row.map { "<td>\(Words.short(Words.value($0), to: 60))</td>" as HTML }
      return "<tr>\(cells)</tr>"
    }
    return """
      <div class="table"><table><thead><tr>\
      \(table.headings.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
