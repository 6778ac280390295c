import Analysis
import TLM

/// Machines whose stores a relay pulled into this one: what happened on each.
enum MachineList {
  static let pages = [
    DashboardPage("/machines", "Machines, and what happened on each.") { request, store in
      .page(PageContent("Machines", in: "Machines", try body(request, store)))
    }
  ]

  private static let periods = ["today", "7d", "30d", "90d"]

  private static func body(_ request: PageRequest, _ store: Store) throws -> HTML {
    let since = request["since"] ?? "7d"
    let options = (periods.contains(since) ? periods : [since] + periods).map {
      "<option\(.flag("selected", $0 == since))>\($0)</option>" as HTML
    }
    let rows = try answer(since, store, at: request.now).rows
    let list: HTML =
      rows.isEmpty
      ? "<p class=\"notice\">Nothing happened in that time.</p>"
      : """
      <div class="table"><table class="full"><thead><tr><th scope="col">machine</th>\
      <th scope="col" class="number">events</th><th scope="col" class="number">failed</th>\
      <th scope="col" class="number">issues</th><th scope="col" class="number">runs</th>\
      <th scope="col" class="number">sessions</th><th scope="col">last event</th></tr></thead>
      <tbody>\(rows.map(row))</tbody></table></div>
      """
    return """
      <form method="get" action="/machines" class="filter">\(ChosenMachine.field)<label>Since\
      <select name="since" data-send>\(options)</select></label>\
      <button class="plain">Show</button></form>
      \(list)
      <p class="muted">A machine's name leads to its own pages.</p>
      """
  }

  /// What each comes to, in one reading of the log.
  private static func answer(
    _ since: String, _ store: Store, at now: Timestamp
  ) throws -> QueryAnswer {
    var query = Query(EventRows.usual)
    let periods = PeriodReader(now: now, offset: Words.offset)
    query.filter.since = try periods.window(since: since, until: nil).period.start
    let context = LanguageContext(now: now)
    let columns = try Language.columns("host() as machine", in: context)
    let aggregates = try Language.aggregates(
      "count, count(outcome() in (failure, timeout)) as failed, distinct(issue()) as issues, "
        + "distinct(run()) as runs, distinct(session()) as sessions, max(time()) as last",
      in: context)
    return try store.answer(Question(query, .groups(columns, every: nil, aggregates)))
  }

  private static func row(_ cells: [Datum]) -> HTML {
    let name = cells[0].words
    let shown: HTML = name.isEmpty ? "(unknown)" : "\(name)"
    let link = name.isEmpty ? shown : Address().with(ChosenMachine.word, name).link(shown)
    let numbers = cells[1..<cells.count - 1].map { cell -> HTML in
      "<td class=\"number\">\(Words.number(cell))</td>"
    }
    return "<tr><td>\(link)</td>\(numbers)<td>\(Words.moment(cells.last?.instant))</td></tr>"
  }
}

extension Words {
  fileprivate static func number(_ datum: Datum) -> String {
    if case .whole(let number) = datum { Numbers.grouped(Int(number)) } else { "–" }
  }
}

extension Datum {
  fileprivate var instant: Timestamp? {
    if case .time(let time) = self { Timestamp(rawValue: time) } else { nil }
  }
}
