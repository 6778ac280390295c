public import Events

/// Calls by tool and by risk with bars of their time, then the programs.
extension ToolUsage: Tabular {
  public func page(of rows: Rows<ToolUsage.Row>) -> ReportPage {
    let usage = Usage(rows)
    let tools = usage.merged(by: \.tool)
    var page = ReportPage()
    if !tools.isEmpty {
      let bottleneck = tools.mapValues(\.durations).bottleneck
      page.add(
        heading: "calls of tools", .table(Self.table(of: tools, "tool", highlighting: bottleneck)))
      page.add(
        heading: "by risk", .table(Self.table(of: usage.merged(by: \.risk), "risk")))
      page.add(.line(Self.summary(of: tools, bottleneck, open: usage.open)))
    }
    if !usage.programs.all.isEmpty {
      page.add(heading: "programs that emit", .table(usage.programTable))
    }
    if page.isEmpty {
      page.add(.line("no tool was called, and no event names the program it is from"))
    }
    if usage.invalid > 0 {
      page.add(.line("\(.count(usage.invalid, "invalid duration")), in no sum"))
    }
    return page
  }

  /// The most called first.
  private static func table(
    of tallies: [Label: CallTally], _ first: String, highlighting bottleneck: Label? = nil
  ) -> ReportPage.Table {
    let whole = tallies.mapValues(\.durations).whole
    return ReportPage.Table(
      of: tallies.sorted { ($1.value.calls, $0.key) < ($0.value.calls, $1.key) },
      .text(first) {
        $0.key.text
      } role: {
        $0.key == bottleneck ? .highlighted : nil
      },
      .count("calls") { $0.value.calls },
      .count("fail") { $0.value.failure }.hidingZeros,
      .count("blocked") { $0.value.blocked }.hidingZeros,
      .percent("errors") {
        $0.value.errorRate
      } role: {
        $0.value.hasErrors ? .bad : nil
      },
      .bar("time", narrow: 10, wide: 16) { $0.value.durations.fraction(of: whole) },
      .percent("") { $0.value.durations.fraction(of: whole) },
      .seconds("mean") { $0.value.durations.mean_s }.forWideScreens,
      .seconds("p50") { $0.value.durations.percentile_s(50) },
      .seconds("p95") { $0.value.durations.percentile_s(95) },
      .seconds("p99") { $0.value.durations.percentile_s(99) }.forWideScreens,
      .seconds("max") { $0.value.durations.max?.seconds }.forWideScreens)
  }

  private static func summary(
    of tools: [Label: CallTally], _ bottleneck: Label?, open: Int
  ) -> ReportPage.Text {
    let overall = tools.values.reduce(into: CallTally()) { $0.merge($1) }
    var parts: [ReportPage.Text] = [.count(overall.calls, "call")]
    if let rate = overall.errorRate { parts.append("\(.percent(rate)) failed") }
    if open > 0 { parts.append("\(.count(open)) not ended") }
    let whole = tools.mapValues(\.durations).whole
    if let bottleneck, let share = tools[bottleneck]?.durations.fraction(of: whole) {
      parts.append("\(bottleneck.text, .highlighted) took \(.percent(share)) of the time")
    }
    return .list(parts)
  }
}

extension CallTally {
  /// Whether the share of failures is more than nothing, as it is shown.
  fileprivate var hasErrors: Bool {
    errorRate.map { ($0 * 100 * 10).rounded(.toNearestOrAwayFromZero) > 0 } ?? false
  }
}

extension Usage {
  /// The programs, those with the most events first.
  fileprivate var programTable: ReportPage.Table {
    ReportPage.Table(
      of: programs.all.sorted { ($1.tally.events, $0.cell.text) < ($0.tally.events, $1.cell.text) },
      .text("program") { $0.cell.text }, .count("events") { $0.tally.events },
      .count("commands") { $0.tally.commands.ran }.hidingZeros,
      .count("fail") { $0.tally.commands.failure }.hidingZeros,
      .seconds("mean") { $0.tally.commands.durations.mean_s },
      .time("last event") { $0.tally.last })
  }
}
