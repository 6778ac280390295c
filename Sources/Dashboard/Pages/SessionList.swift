import Analysis
import Questions
import TLM

/// Sessions of agents and what they used: tokens, cost, by day and by model.
enum SessionList {
  static let pages = [
    DashboardPage("/sessions", "Sessions of agents, tokens and cost.") { request, store in
      .page(PageContent("Sessions and usage", in: "Sessions", try body(request, store)))
    }
  ]

  private static let periods = ["today", "7d", "30d", "90d", "all"]

  private static func body(_ request: PageRequest, _ store: Store) throws -> HTML {
    let since = request["since"] ?? "30d"
    let size = request.number("size", in: 10...500, usually: 50)
    let prices = try KnownPrices(in: store)
    let found = try request.sessions.figures(
      since: since, at: prices.table, of: store, now: request.now)
    let offset = request.number("offset", in: 0...max(0, found.rows.count), usually: 0)
    return """
      \(form(since, size))
      \(prices.notice)
      \(found.totals)
      <h2>Sessions</h2>
      \(list(found.rows.dropFirst(offset).prefix(size)))
      \(pages(since, size, offset, found.rows.count))
      """
  }

  private static func form(_ since: String, _ size: Int) -> HTML {
    let known = periods.contains(since) ? periods : [since] + periods
    let options = known.map { "<option\(.flag("selected", $0 == since))>\($0)</option>" as HTML }
    let sizes = RunChoice.sizes.map {
      "<option\(.flag("selected", $0 == size))>\($0)</option>" as HTML
    }
    return """
      <form method="get" action="/sessions" class="filter">\(ChosenMachine.field)<label>Since\
      <select name="since" data-send>\(options)</select></label>
      <label>A page<select name="size" data-send>\(sizes)</select></label>
      <button class="plain">Show</button></form>
      """
  }

  private static func list(_ sessions: ArraySlice<SessionFigures.Row>) -> HTML {
    if sessions.isEmpty { return "<p class=\"muted\">No session of an agent in that time.</p>" }
    let rows = sessions.map { row -> HTML in
      """
      <tr><td>\(Address("sessions", row.id.text).link("\(Words.short(row.id.text, to: 40))"))</td>\
      <td class="number">\(row.turns)</td><td class="number">\(row.calls)</td>\
      <td class="number\(row.failed > 0 ? " bad" : "")">\(row.failed)</td>\
      <td class="number">\(Words.seconds(row.active_s))</td>\
      <td class="number">\(UsageTable.tokens(row.tokens))</td>\
      <td class="number">\(row.cost)</td><td>\(Words.moment(row.last))</td>\
      <td>\(row.project?.text)</td></tr>
      """
    }
    return """
      <div class="table"><table class="full"><thead><tr><th scope="col">session</th>\
      <th scope="col" class="number">turns</th><th scope="col" class="number">calls</th>\
      <th scope="col" class="number">failed</th><th scope="col" class="number">active</th>\
      <th scope="col" class="number">tokens</th><th scope="col" class="number">cost</th>\
      <th scope="col">last</th><th scope="col">project</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private static func pages(_ since: String, _ size: Int, _ offset: Int, _ count: Int) -> HTML? {
    guard count > size else { return nil }
    func address(_ offset: Int) -> Address {
      Address(
        "sessions",
        query: [.init("since", since), .init("size", "\(size)"), .init("offset", "\(offset)")])
    }
    let before = offset > 0 ? address(max(0, offset - size)).link("← before") : nil
    let after = offset + size < count ? address(offset + size).link("next →") : nil
    return """
      <p class="pages">\(before)<span>\(offset + 1)–\(min(count, offset + size)) of \
      \(Numbers.count(count, "session"))</span>\(after)</p>
      """
  }
}
