public import Events

/// Agents with how their runs stand.
extension Runs: Tabular {
  public func page(of rows: Rows<Runs.Row>) -> ReportPage {
    let (total, agents) = Self.tallies(of: rows)
    var page = ReportPage()
    guard !agents.isEmpty else {
      page.add(.line("no run was recorded"))
      return page
    }
    let all =
      agents.map { (name: $0.agent.text, tally: $0.tally) } + [(name: "all agents", tally: total)]
    let outcomes: [Outcome] = [.running, .success, .failure, .partial, .timeout, .cancelled]
    page.add(
      .table(
        ReportPage.Table(
          of: all,
          [.text("agent") { $0.name }]
            + outcomes.map { outcome in .count(outcome.rawValue) { $0.tally[outcome] } }
            + [.percent("success rate") { $0.tally.successRate }])))
    page.add(.line("\(.count(rows.count, "run")); the rate is of those that ended"))
    return page
  }
}
