import TLM

extension Summary {
  /// What happened on each machine, one line each; nil where that was not asked for.
  var hostSection: ReportPage.Section? {
    guard let hosts else { return nil }
    let tellsAll = tellsAll
    let table = ReportPage.Table(
      of: hosts,
      .text("host") { $0.name }, .count("events") { $0.figures.events },
      .count("issues done") { $0.figures.issues.overall.completed }.hidingZeros,
      .percent("success") { $0.figures.issues.overall.rate.value },
      .seconds("mean") { $0.figures.issues.overall.durations.mean_s },
      .count("runs") { tellsAll ? $0.figures.runs.count : 0 }.hidingZeros,
      .init("tokens", .count) { tellsAll ? Self.tokens(of: $0.figures.work.totals) : nil },
      .init("cost", .count) { tellsAll ? Self.cost(of: $0.figures.work.totals) : nil })
    return ReportPage.Section(heading: "hosts", [.table(table)])
  }

  private static func tokens(of group: UsageGroup) -> ReportPage.Text? {
    group.allTokens == 0 ? nil : "\(UsageTable.tokens(group.allTokens))"
  }

  private static func cost(of group: UsageGroup) -> ReportPage.Text? {
    group == UsageGroup() ? nil : "\(UsageTable.cost(of: group))"
  }
}
