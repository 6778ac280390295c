import Analysis
import TLM

/// Runs of jobs: those that meet some conditions, page by page.
enum RunList {
  static let pages = [
    DashboardPage("/runs", "Runs of jobs: which ran, how they ended.") { request, _ in
      // Who knows an event id is led to its run.
      if let id = request["id"] { return .see(Address("run", id)) }
      let choice = try RunChoice(request)
      return .page(PageContent("Runs", in: "Runs", try body(choice, request)))
    }
  ]

  private static func body(_ choice: RunChoice, _ request: PageRequest) throws -> HTML {
    let found = try request.runs.page(choice.filter, offset: choice.offset, limit: choice.size)
    return """
      \(choice.tabs("list"))
      <form method="get" action="/runs" class="filter">\(ChosenMachine.field)<label>Run id or event id
      <input name="id" required size="30"></label><button class="plain">Fetch</button></form>
      \(choice.form(to: Address("runs")))
      \(found.runs.isEmpty ? empty : list(found, choice, request))
      """
  }

  private static let empty: HTML = "<p class=\"notice\">No run meets these conditions.</p>"

  private static func list(
    _ found: RunPage, _ choice: RunChoice, _ request: PageRequest
  ) -> HTML {
    """
    <form method="post" action="/runs/bulk">
    <input type="hidden" name="form_token" value="\(request.formToken)">
    \(pages(found, choice))
    <div class="table"><table class="full">
    <thead><tr><th class="check"><input type="checkbox" data-all aria-label="All on this page"></th>
    <th scope="col">run</th><th scope="col">status</th><th scope="col">agent</th>
    <th scope="col">job</th><th scope="col">began</th><th scope="col" class="number">took</th>
    <th scope="col" class="number">items</th><th scope="col">says</th></tr></thead>
    <tbody>\(found.runs.map(row))</tbody></table></div>
    <p><button class="plain">Change those that are ticked…</button></p>
    </form>
    \(pages(found, choice))
    """
  }

  private static func row(_ run: RunRecord) -> HTML {
    let words = run["error_summary"]?.text ?? run["output_summary"]?.text ?? ""
    return """
      <tr><td class="check"><input type="checkbox" name="id" value="\(run.key.text)" data-pick \
      aria-label="Run \(run.id)"></td>\
      <td>\(Address("run", run.key.text).link("\(Words.short(run.id, to: 44))"))</td>\
      <td>\(Words.outcome(run.status))</td><td>\(run.agent)</td><td>\(run.job)</td>\
      <td>\(Words.moment(run.start))</td>\
      <td class="number">\(Words.seconds(run.duration?.seconds))</td>\
      <td class="number">\(items(of: run))</td><td class="says">\(Words.short(words, to: 90))</td></tr>
      """
  }

  /// Items that went well, of all that were found.
  private static func items(of run: RunRecord) -> String {
    let found = run["items_discovered"].map(RunItems.count) ?? 0
    if found == 0 { return "–" }
    let good = run["items_succeeded"].map(RunItems.count) ?? 0
    return Numbers.grouped(Int(good)) + " of " + Numbers.grouped(Int(found))
  }

  private static func pages(_ found: RunPage, _ choice: RunChoice) -> HTML {
    let (first, last) = (choice.offset + 1, choice.offset + found.runs.count)
    let before: HTML? =
      choice.offset > 0
      ? "<a rel=\"prev\" href=\"\(choice.address(offset: max(0, choice.offset - choice.size)).text)\">← before</a>"
      : nil
    let after: HTML? =
      last < found.total
      ? "<a rel=\"next\" href=\"\(choice.address(offset: last).text)\">next →</a>" : nil
    return """
      <p class="pages">\(before)<span>\(Numbers.grouped(first))–\(Numbers.grouped(last)) of \
      \(Numbers.count(found.total, "run"))</span>\(after)</p>
      """
  }
}
