public import Events

/// Each map as a table with a bar of the shares, its bottleneck named.
extension PhaseTiming: Tabular {
  public func page(of state: State) -> ReportPage {
    let phases = state.phases(of: self)
    let (states, requests) = (state.loops.totals, state.requests.totals)
    let stages = requests.filter { $0.key != RequestStages.total }
    var page = ReportPage()
    page.add(
      "phases of issues", TimeTable(phases, \.durations), first: "phase",
      counts: [
        .count("ok") { $0.total.success }, .count("fail") { $0.total.failure },
        .count("skip") { $0.total.skipped }, .count("unknown") { $0.total.unknown },
      ])
    page.add(
      "between markers of issues", TimeTable(state.issues.elapsed), first: "from marker")
    page.add(
      "states of loops", TimeTable(states, \.durations), first: "state",
      counts: [.count("entered") { $0.total.entries }, .count("fail") { $0.total.failure }])
    page.add("stages of requests", TimeTable(requests, sharing: stages), first: "stage")
    if page.isEmpty { page.add(.line("no phase, state or request has a time")) }
    if state.invalid > 0 {
      page.add(.line("\(.count(state.invalid, "invalid duration")), in no sum"))
    }
    return page
  }
}

extension ReportPage {
  /// Adds a map, unless it is empty.
  fileprivate mutating func add<Total>(
    _ heading: String, _ times: TimeTable<Total>, first: String,
    counts: [ReportPage.Table.Column<TimeTable<Total>.Row>] = []
  ) {
    guard !times.rows.isEmpty else { return }
    add(heading: heading, .table(times.table(first: first, counts: counts)))
    if let bottleneck = times.bottleneck, let share = bottleneck.share {
      sections[sections.count - 1].blocks.append(
        .line(
          "bottleneck: \(bottleneck.name.text, .highlighted), \(.percent(share)) of the time"))
    }
  }
}
