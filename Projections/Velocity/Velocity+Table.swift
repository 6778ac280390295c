public import Events

/// A bar a bucket, the trend named, the tools beside each other.
extension Velocity: Tabular {
  /// Empty buckets in a row that are shown one by one; more become one row that counts them.
  private static let emptyRows = 2

  public func page(of state: State) -> ReportPage {
    let filled = state.buckets.keys.sorted()
    var page = ReportPage()
    guard !filled.isEmpty || state.overall.completed > 0 else {
      page.add(.line("no issue was started or completed"))
      return page
    }
    let buckets = VelocityTable(state, per, BucketList(filled: filled), emptyRows: Self.emptyRows)
    page.add(heading: "issues completed per \(per.rawValue)", .table(buckets.table))
    if buckets.hasPartial {
      page.sections[0].blocks.append(
        .line(.init(.text("* not the whole \(per.rawValue): left out of the trend"), .muted)))
    }
    page.add(.line(summary(of: state, state.trend(over: filled, per))))
    if !state.tools.isEmpty { page.add(heading: "by tool", .table(state.toolTable)) }
    let notes = state.notes
    if !notes.isEmpty { page.sections.append(.init(notes.map { .line($0) })) }
    return page
  }

  private func summary(of state: State, _ trend: Trend) -> ReportPage.Text {
    let overall = state.overall
    var parts: [ReportPage.Text] = ["\(.count(overall.completed)) completed"]
    if let velocity = state.velocity_per_day {
      parts.append("\(.decimal(velocity, places: 2)) a day")
    }
    if let rate = overall.rate.value { parts.append("\(.percent(rate)) success") }
    guard let slope = trend.slope, trend.isClear else {
      return .list(parts + ["too little to tell a trend"])
    }
    let word = ReportPage.Text(.text(trend.word), trend.role)
    let sign = slope < 0 ? "" : "+"
    return .list(
      parts + ["\(word) (\(sign)\(.percent(slope)) of the mean a \(per.rawValue))"])
  }
}

extension Trend {
  fileprivate var role: ReportPage.Text.Role {
    switch word {
    case "increasing": .good
    case "decreasing": .bad
    default: .strong
    }
  }
}

extension Velocity.State {
  /// The tools, those with the most completions first.
  fileprivate var toolTable: ReportPage.Table {
    ReportPage.Table(
      of: tools.sorted { ($1.value.completed, $0.key.text) < ($0.value.completed, $1.key.text) },
      .text("tool") { $0.key.text }, .count("done") { $0.value.completed },
      .count("ok") { $0.value.success }, .count("fail") { $0.value.failure },
      .percent("success") { $0.value.rate.value },
      .seconds("mean") { $0.value.durations.mean_s })
  }

  fileprivate var notes: [ReportPage.Text] {
    var notes: [ReportPage.Text] = []
    if duplicates > 0 {
      let verbs = duplicates == 1 ? ("was", "counts") : ("were", "count")
      notes.append(
        "\(.count(duplicates, "completion")) \(verbs.0) told of twice and \(verbs.1) once")
    }
    if invalid > 0 { notes.append("\(.count(invalid, "invalid duration")), in no mean") }
    return notes
  }
}
