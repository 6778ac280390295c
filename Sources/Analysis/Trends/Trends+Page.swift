package import TLM

/// Trends as people read them: a small picture a number, one cell a period.
extension Trends {
  /// The page; of many groups those are shown that rest on most.
  package var page: ReportPage {
    var page = ReportPage()
    guard !series.isEmpty, let first = buckets.first, let last = buckets.last else {
      page.add(.line("nothing to tell a trend of happened"))
      return page
    }
    for metric in question.told where question.by != nil {
      let all = series.filter { $0.subject == .metric(metric) }
      guard !all.isEmpty else { continue }
      var section = ReportPage.Section(
        heading: metric.title, [.table(table(of: Array(all.prefix(Self.mostGroups))))])
      let rest = all.count - Self.mostGroups
      if rest > 0 {
        section.blocks.append(.line("and \(.count(rest)) more; --json has all of them"))
      }
      page.sections.append(section)
    }
    if question.by == nil { page.add(.table(table(of: series))) }
    let per = question.per
    var line: ReportPage.Text = """
      \(.count(buckets.count, per.rawValue)) from \(per.shortText(of: first)) to \
      \(per.shortText(of: last)), UTC
      """
    if !partial.isEmpty {
      line = .list([
        line, "* not the whole \(per.rawValue): left out of last, change and direction",
      ])
    }
    page.add(.line(line))
    return page
  }

  private static let mostGroups = 12

  private func table(of series: [TrendSeries]) -> ReportPage.Table {
    let (buckets, partial) = (self.buckets, self.partial)
    let places = Set(buckets.indices.filter { partial.contains(buckets[$0]) })
    let by = question.by
    return ReportPage.Table(
      of: series,
      .text(by?.rawValue ?? "") { $0.group?.text ?? $0.subject.title },
      .sparkline(question.per.adverb) { series in
        ReportPage.Text(.sparkline(series.values, top: series.top, partial: places))
      },
      .init("last", .count) { $0.last.map($0.subject.text) },
      .init("change", .percent) { series in
        guard let change = series.change else { return nil }
        let role = change == 0 ? nil : series.role(isMore: change > 0)
        return change < 0 ? "\(.percent(change), role)" : "\("+", role)\(.percent(change), role)"
      },
      .init("direction", .text) { series in
        guard series.direction.isClear, series.direction.slope != nil else {
          return ReportPage.Text(.text("too little to tell"), .muted)
        }
        let word = series.direction.word
        let role = word == "stable" ? nil : series.role(isMore: word == "increasing")
        return ReportPage.Text(.text(word), role)
      })
  }
}

extension TrendSeries {
  /// What a full cell stands for.
  package var top: Double {
    subject.isRatio ? 1 : values.compactMap(\.self).max() ?? 0
  }

  /// How it is to be taken that it is more, or less.
  func role(isMore: Bool) -> ReportPage.Text.Role? {
    subject.isGood.map { $0 == isMore ? .good : .bad }
  }
}

extension TrendMetric {
  /// What it is called for people.
  package var title: String {
    switch self {
    case .events: "events"
    case .started: "issues started"
    case .completed: "issues completed"
    case .failed: "issues failed"
    case .success_rate: "success rate"
    case .duration_s: "time of an issue"
    case .phase_s: "time of a phase"
    case .calls: "tool calls"
    case .error_rate: "errors of calls"
    case .call_s: "time of a call"
    case .sessions: "sessions"
    case .prompts: "prompts"
    case .responses: "responses"
    case .tokens: "tokens"
    case .cost_usd: "cost"
    case .runs: "runs"
    case .run_failures: "runs failed"
    case .run_success_rate: "success of runs"
    case .run_s: "time of a run"
    }
  }

  /// A value of it.
  package func text(_ value: Double) -> ReportPage.Text {
    switch unit {
    case .count: "\(.number(value))"
    case .ratio: "\(.percent(value))"
    case .seconds: "\(.seconds(value))"
    case .tokens: "\(UsageTable.tokens(Int64(exactly: value.rounded()) ?? .max))"
    case .dollars: "\("$" + Self.dollars(value))"
    }
  }

  private static func dollars(_ value: Double) -> String {
    let cents = Int64(exactly: (value.magnitude * 10_000).rounded()) ?? .max
    let rest = String(cents % 10_000)
    return (value < 0 ? "-" : "") + String(cents / 10_000) + "."
      + String(repeating: "0", count: max(0, 4 - rest.count)) + rest
  }
}

extension Velocity.Period {
  /// `weekly`.
  package var adverb: String { self == .day ? "daily" : rawValue + "ly" }
}
