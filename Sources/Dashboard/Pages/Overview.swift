import Analysis
import Documents
import TLM

/// How it stands: today against a usual day, what failed, what it cost, the mode and why.
package enum Overview {
  static let pages = [first]

  /// What whoever opens the server's address sees.
  package static let first = DashboardPage("/", "How it stands today, against a usual day.") {
    request, store in
    let figures = try TodayFigures(of: store, request.runs, at: request.now)
    let gate = try GateCard(of: store, since: figures.midnight, at: request.now)
    return .page(PageContent("Overview", in: "Overview", try body(figures, gate, store)))
  }

  /// Failures that are told.
  private static let mostFailures = 15

  private static func body(
    _ figures: TodayFigures, _ gate: GateCard, _ store: Store
  ) throws -> HTML {
    let mode = try Part { try ModeCard(of: store).html }
    let card: HTML = mode.content ?? "<li><h2>mode</h2>\(mode.notice)</li>"
    return """
      <ul class="cards">
      \(card)
      \(figures.cards)
      \(gate.html)
      </ul>
      <h2>Today against a usual day</h2>
      \(comparison(figures))
      <div class="columns">
      <section><h2>What failed today</h2>
      \(try failures(since: figures.midnight, in: store))
      </section>
      <section><h2>What it cost</h2>
      \(figures.prices.notice)
      \(costs(figures))
      </section>
      </div>
      """
  }

  private static func comparison(_ figures: TodayFigures) -> HTML {
    guard !figures.measures.isEmpty else {
      return "<p class=\"muted\">Nothing has happened in the last two weeks.</p>"
    }
    let table = ReportPage.Table(
      of: figures.measures,
      .text("") { $0.name },
      .init("today so far", .count) { $0.shown($0.today) },
      .init("a usual day", .count) { $0.shown($0.usual) },
      .init("difference", .percent) { $0.difference },
      .sparkline("last two weeks, day by day") { $0.picture })
    return HTML.report(Words.page.part(of: table))
      + "<p class=\"muted\">Days are UTC; a usual one is the mean of the whole days among these.</p>"
  }

  private static func failures(since time: Timestamp, in store: Store) throws -> HTML {
    var query = Query(EventRows.usual)
    query.filter.outcomes = [.failure, .timeout]
    query.filter.since = time
    query.newestFirst = true
    query.limit = mostFailures
    let rows = try EventRows(of: query, in: store)
    if rows.isEmpty { return "<p class=\"good\">Nothing failed today.</p>" }
    let more = Address("events", query: [.init("outcome", "failure"), .init("since", "today")])
    return rows.table + "<p>\(more.link("all that failed today"))</p>"
  }

  private static func costs(_ figures: TodayFigures) -> HTML {
    let work = figures.work
    guard !work.models.isEmpty else {
      return "<p class=\"muted\">No model was asked in the last two weeks.</p>"
    }
    let today = figures.workToday.map { [(name: "today", group: $0)] } ?? []
    let table = UsageTable.table(today + [(name: "two weeks", group: work.totals)], "")
    return HTML.report(Words.page.part(of: table))
      + "<h3>by model, two weeks</h3>"
      + HTML.report(Words.page.part(of: UsageTable.table(work.models, "model")))
      + "<p>\(Address("sessions").link("sessions and usage"))</p>"
  }
}
