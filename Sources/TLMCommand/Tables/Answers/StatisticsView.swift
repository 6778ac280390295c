import Analysis
import Documents
import TLM

/// What `tlm stats` prints.
enum StatisticsView {
  static func show(_ statistics: Statistics, _ format: RowFormat, _ howFound: HowFound?) {
    let output = Output()
    switch format {
    case .table:
      if !statistics.groups.isEmpty {
        output.show(PageView(.output).lines(of: page(statistics)))
      }
    case .document: output.json(StatisticsDocument(statistics, howFound))
    case .lines:
      for group in statistics.groups {
        output.line(JSONWriter.text(of: StatisticsDocument.value(group)))
      }
    case .csv:
      output.put(
        CSV.line([
          CSV.text(statistics.by), "count", "share", "first", "last", "rate_per_hour", "timed",
          "p50_s", "p95_s",
        ]))
      for group in statistics.groups { output.put(CSV.line(cells(group))) }
    }
    output.flush()
  }

  private static func cells(_ group: Statistics.Group) -> [String] {
    [
      CSV.cell(group.key), String(group.count), group.share.description,
      group.first?.description ?? "", group.last?.description ?? "",
      group.rate_per_hour?.description ?? "", String(group.timed),
      group.p50?.seconds.description ?? "", group.p95?.seconds.description ?? "",
    ]
  }

  private static func page(_ statistics: Statistics) -> ReportPage {
    var page = ReportPage()
    let table = ReportPage.Table(
      of: statistics.groups,
      .text(statistics.by) { $0.key.isMissing ? "(none)" : $0.key.words },
      .count("count") { $0.count }, .bar("share") { $0.share }, .percent("") { $0.share },
      .number("per hour") { $0.rate_per_hour }, .seconds("p50") { $0.p50?.seconds },
      .seconds("p95") { $0.p95?.seconds }, .time("first") { $0.first }, .time("last") { $0.last })
    page.add(.table(table))
    var parts: [ReportPage.Text] = [.count(statistics.total, "event")]
    if statistics.groupCount > 1 { parts.append(.count(statistics.groupCount, "group")) }
    let left = statistics.groupCount - statistics.groups.count
    if left > 0 { parts.append("\(.count(left)) not shown") }
    page.add(.line(.list(parts)))
    return page
  }
}
