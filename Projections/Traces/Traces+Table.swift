public import Events

/// The traces that ended last.
extension Traces: Tabular {
  /// Traces that are shown; programs get all of them.
  private static let shown = 40

  public func page(of rows: Rows<Traces.Row>) -> ReportPage {
    var page = ReportPage()
    let traces = TraceSums.all(of: rows)
    guard !traces.isEmpty else {
      page.add(.line("no event is of a trace"))
      return page
    }
    func order(_ entry: (key: Label, value: TraceSums)) -> (Int64, Label) {
      (entry.value.end.map { ~$0.rawValue } ?? .max, entry.key)
    }
    let latest = traces.sorted { order($0) < order($1) }.prefix(Self.shown)
    page.add(
      .table(
        ReportPage.Table(
          of: latest,
          .text("trace") { $0.key.text }, .text("root") { $0.value.root?.text },
          .count("spans") { $0.value.spans }, .count("failed") { $0.value.failed }.hidingZeros,
          .seconds("took") { $0.value.duration?.seconds }, .time("last event") { $0.value.end })))
    let rest = traces.count - latest.count
    if rest > 0 {
      page.sections[0].blocks.append(.line("and \(.count(rest)) more; --json has all of them"))
    }
    return page
  }
}
