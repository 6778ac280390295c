public import Events

/// Days and models with their tokens and cost.
extension AgentUsage: Tabular {
  public func page(of rows: Rows<AgentUsage.Row>) -> ReportPage {
    let answer = UsageAnswer(of: rows)
    var page = ReportPage()
    guard answer.totals != UsageGroup() else {
      page.add(.line("no line tells of an agent's work"))
      return page
    }
    page.add(heading: "by day", .table(UsageTable.table(answer.days, "day")))
    page.add(heading: "by model", .table(UsageTable.table(answer.models, "model")))
    page.sections.append(.init(UsageTable.notes(answer).map { .line($0) }))
    return page
  }
}
