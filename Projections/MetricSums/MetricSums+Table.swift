package import Events

/// Counters with what they are counted by.
extension MetricSums: Tabular {
  package func page(of state: State) -> ReportPage {
    var page = ReportPage()
    let sums = state.sums.sorted
    if sums.isEmpty {
      page.add(.line("no counter came in by OpenTelemetry"))
    } else {
      page.add(
        .table(
          ReportPage.Table(
            of: sums,
            .text("counter") { $0.series.name }, .text("unit") { $0.series.unit },
            .text("labels") { row in
              row.series.labels.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
            },
            .number("sum") { $0.sum })))
    }
    if state.leftOut > 0 {
      page.add(.line("\(.count(state.leftOut)) points of streams beyond those that are kept"))
    }
    return page
  }
}
