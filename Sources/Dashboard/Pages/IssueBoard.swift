import Analysis
import TLM

/// Issues and the phases that their time went into, beside the period before.
enum IssueBoard {
  static let pages = [
    DashboardPage("/issues", "Issues and phases, with the period before.") { request, store in
      return .page(PageContent("Issues and phases", in: "Issues", try body(request, store)))
    }
  ]

  private static let periods = ["1d", "7d", "30d", "90d"]

  private static func body(_ request: PageRequest, _ store: Store) throws -> HTML {
    let since = request["since"] ?? "7d"
    let options = (periods.contains(since) ? periods : [since] + periods).map {
      "<option\(.flag("selected", $0 == since))>\($0)</option>" as HTML
    }
    return """
      <form method="get" action="/issues" class="filter">\(ChosenMachine.field)<label>Period\
      <select name="since" \
      data-send>\(options)</select></label><button class="plain">Show</button></form>
      <h2>What became of them, beside the period of the same length before</h2>
      \(.report(Words.page.sections(of: try report(since, store, at: request.now))))
      <h2>Issues, those touched last first</h2>
      \(try list(request, since, store))
      """
  }

  private static func report(
    _ since: String, _ store: Store, at now: Timestamp
  ) throws -> ReportPage {
    let periods = PeriodReader(now: now, offset: Words.offset)
    let window = try periods.window(since: since, until: nil)
    var question = SummaryQuestion(of: window.period, now: now)
    question.before = try periods.compared(PeriodReader.before, with: window)
    return try store.issueSummary(question).issuePage
  }

  private static func list(
    _ request: PageRequest, _ since: String, _ store: Store
  ) throws -> HTML {
    let size = 50
    let (issues, count) = try IssueOrder.latest(
      in: store, offset: request.number("offset", in: 0...1_000_000, usually: 0), limit: size)
    if issues.isEmpty { return "<p class=\"muted\">No event is about an issue.</p>" }
    let offset = request.number("offset", in: 0...1_000_000, usually: 0)
    func address(_ offset: Int) -> Address {
      Address("issues", query: [.init("since", since), .init("offset", "\(offset)")])
    }
    let before = offset > 0 ? address(max(0, offset - size)).link("← before") : nil
    let after = offset + size < count ? address(offset + size).link("next →") : nil
    return """
      <div class="table"><table class="full"><thead><tr><th scope="col">issue</th>\
      <th scope="col">stands</th><th scope="col">type</th><th scope="col">phase</th>\
      <th scope="col" class="number">done</th><th scope="col" class="number">failed</th>\
      <th scope="col">tool</th><th scope="col">last event</th></tr></thead>
      <tbody>\(issues.map { row($0.key, $0.row) })</tbody></table></div>
      <p class="pages">\(before)<span>\(offset + 1)–\(offset + issues.count) of \
      \(Numbers.count(count, "issue"))</span>\(after)</p>
      """
  }

  private static func row(_ id: Label, _ issue: Issues.Row) -> HTML {
    let address = Address("traces", id.text, query: [.init("kind", "issue")])
    let stands: HTML =
      issue.isOpen ? "<span class=\"badge running\">open</span>" : Words.outcome(issue.outcome)
    return """
      <tr><td>\(address.link("\(Words.short(id.text))"))</td><td>\(stands)</td>\
      <td class="word">\(issue.type.text)</td><td>\(issue.phase?.text)</td>\
      <td class="number">\(issue.completed)</td><td class="number\(issue.failure > 0 ? " bad" : "")">\
      \(issue.failure)</td><td class="word">\(issue.tool.text)</td><td>\(Words.moment(issue.last))</td></tr>
      """
  }
}
