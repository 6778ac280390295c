import Analysis
import TLM

/// What runs come to: figures of all that meet the conditions, and five charts.
enum RunFigures {
  static let pages = [
    DashboardPage("/runs/figures", "What runs come to, in figures and charts.") { request, _ in
      let choice = try RunChoice(request)
      let figures = try RunCharts(choice.filter, of: request.runs)
      let body: HTML = """
        \(choice.tabs("figures"))
        \(choice.form(to: Address("runs", "figures")))
        \(figures.statistics.overall.runs == 0 ? nothing : shown(figures))
        """
      return .page(PageContent("Runs in figures", in: "Runs", body))
    }
  ]

  private static let nothing: HTML = "<p class=\"notice\">No run meets these conditions.</p>"

  private static func shown(_ charts: RunCharts) -> HTML {
    """
    \(cards(charts))
    <div class="columns">
    \(charts.successByAgent.html)
    \(charts.activity.html)
    \(charts.itemsByAgent.html)
    \(charts.durations.html)
    \(charts.jobsFigure.html)
    </div>
    """
  }

  private static func cards(_ charts: RunCharts) -> HTML {
    let (overall, items) = (charts.statistics.overall, charts.items)
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
        "items that went well", Numbers.grouped(items.succeeded),
        "of \(Numbers.grouped(items.discovered)); \(Numbers.grouped(items.failed)) failed, "
          + "\(Numbers.grouped(items.skipped)) skipped"
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
