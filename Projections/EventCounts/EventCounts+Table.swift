public import Events

/// Names by how often they came.
extension EventCounts: Tabular {
  public func page(of state: State) -> ReportPage {
    var page = ReportPage()
    let names = state.names.sorted.sorted {
      ($1.value.count, $0.name.text) < ($0.value.count, $1.name.text)
    }
    if names.isEmpty {
      page.add(.line("no event has a name"))
    } else {
      page.add(.table(table(of: names, isSampled: state.sampled > 0)))
    }
    if state.sampled > 0 {
      page.add(
        .line(
          "\(.count(state.sampled)) are a share that was kept (sample_rate); estimated counts all"))
    }
    if state.unnamed + state.untimed > 0 {
      page.add(
        .line(
          "\(.count(state.unnamed)) without a name, \(.count(state.untimed)) without a time of their own"
        ))
    }
    return page
  }

  private func table(
    of names: [(name: Label, value: Tally)], isSampled: Bool
  ) -> ReportPage.Table {
    if isSampled {
      return ReportPage.Table(
        of: names,
        .text("event") { $0.name.text }, .count("count") { $0.value.count },
        .count("estimated") { $0.value.estimated },
        .time("first") { $0.value.first }, .time("last") { $0.value.last })
    }
    return ReportPage.Table(
      of: names,
      .text("event") { $0.name.text }, .count("count") { $0.value.count },
      .time("first") { $0.value.first }, .time("last") { $0.value.last })
  }
}
