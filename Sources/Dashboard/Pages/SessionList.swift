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
  private static let mostDays = 92

  private static func body(_ request: PageRequest, _ store: Store) throws -> HTML {
    let since = request["since"] ?? "30d"
    let size = request.number("size", in: 10...500, usually: 50)
    let usage = try PeriodUsage(since: since, of: store, at: request.now)
    let sessions = usage.answer.latestSessions
    let offset = request.number("offset", in: 0...max(0, sessions.count), usually: 0)
    return """
      \(form(since, size))
      \(totals(of: usage.answer))
      <div class="columns">\(usage.costs(atMost: mostDays).html)\(usage.tokens(atMost: mostDays).html)
      </div>
      <h2>By model</h2>
      \(.report(Words.page.part(of: UsageTable.table(usage.answer.models, "model"))))
      <h2>Sessions</h2>
      \(list(Array(sessions.dropFirst(offset).prefix(size)), usage.answer))
      \(pages(since, size, offset, sessions.count))
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

  private static func totals(of answer: UsageAnswer) -> HTML {
    UsageTable.notes(answer).map { note -> HTML in
      "<p>\(.report(Words.page.part(of: note)))</p>"
    }.joined()
  }

  private static func list(
    _ sessions: [(key: Label, value: UsageGroup)], _ answer: UsageAnswer
  ) -> HTML {
    if sessions.isEmpty { return "<p class=\"muted\">No session of an agent in that time.</p>" }
    let rows = sessions.map { id, group -> HTML in
      let course = answer.courses[id]?.times
      return """
        <tr><td>\(Address("sessions", id.text).link("\(Words.short(id.text, to: 40))"))</td>\
        <td class="number">\(course?.turns ?? 0)</td><td class="number">\(group.toolCalls)</td>\
        <td class="number\(group.toolErrors > 0 ? " bad" : "")">\(group.toolErrors)</td>\
        <td class="number">\(Words.seconds(course?.active.seconds))</td>\
        <td class="number">\(UsageTable.tokens(group.allTokens))</td>\
        <td class="number">\(UsageTable.cost(of: group))</td><td>\(Words.moment(group.last))</td>\
        <td>\(answer.project(of: id)?.text)</td></tr>
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
