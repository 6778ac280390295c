import Analysis
import TLM

/// What runs come to: figures of all that meet the conditions, and five charts.
enum RunFigures {
  static let pages = [
    DashboardPage("/runs/figures", "What runs come to, in figures and charts.") { request, store in
      let choice = try RunChoice(request)
      let runs = try choice.runs(in: store)
      let body: HTML = """
        \(choice.tabs("figures"))
        \(choice.form(to: Address("runs", "figures")))
        \(runs.isEmpty ? "<p class=\"notice\">No run meets these conditions.</p>" : charts(of: runs))
        """
      return .page(PageContent("Runs in figures", in: "Runs", body))
    }
  ]

  private static func charts(of runs: [RunRecord]) -> HTML {
    let charts = RunCharts(of: runs)
    return """
      \(cards(RunStatistics(of: runs), items: charts.items))
      <div class="columns">
      \(charts.successByAgent.html)
      \(charts.activity.html)
      \(charts.itemsByAgent.html)
      \(charts.durations.html)
      \(charts.jobsFigure.html)
      </div>
      """
  }

  private static func cards(_ statistics: RunStatistics, items: RunCharts.Items) -> HTML {
    let overall = statistics.overall
    let durations = overall.durations
    let rate = overall.successRate.map(Numbers.percent) ?? "–"
    let cards: [(name: String, big: String, more: String)] = [
      ("runs", Numbers.grouped(overall.runs), "\(Numbers.grouped(overall.ended)) have ended"),
      ("success, of those that ended", rate, "\(overall.counts[.failure] ?? 0) failed"),
      (
        "took, on average", Words.seconds(durations.mean_s),
        "p50 \(Words.seconds(durations.percentile_s(50))), p95 \(Words.seconds(durations.percentile_s(95)))"
      ),
      (
        "items that went well", Words.number(items.succeeded),
        "of \(Words.number(items.discovered)); \(Words.number(items.failed)) failed, "
          + "\(Words.number(items.skipped)) skipped"
      ),
    ]
    return """
      <ul class="cards">\(cards.map { card -> HTML in
        """
        <li><h2>\(card.name)</h2><p class="big">\(card.big)</p><p class="muted">\(card.more)</p></li>
        """
      })</ul>
      """
  }
}
