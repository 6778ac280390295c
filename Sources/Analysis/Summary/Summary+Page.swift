package import TLM

/// A summary as people read it: sections in which nothing happened are left out.
extension Summary {
  /// The page, from what was completed to what is out of range.
  package var page: ReportPage {
    var page = ReportPage([head])
    page.sections += [issueSection, phaseSection, failureSection, contrastSection].compactMap(
      \.self)
    if tellsAll {
      page.sections += toolSections
      page.sections += [
        workSection, gateSection, contextSection, runSection, modeSection, alarmSection,
      ].compactMap(\.self)
    }
    if let hostSection { page.sections.append(hostSection) }
    return page
  }

  /// What it says of issues: how they ended, where their time went and where they failed.
  package var issuePage: ReportPage {
    ReportPage(
      [head] + [issueSection, phaseSection, failureSection, contrastSection].compactMap(\.self))
  }

  private var head: ReportPage.Section {
    var section = ReportPage.Section([
      .line(
        .list([
          "\(.time(now.period.start), .strong) – \(.time(now.period.end), .strong)",
          .count(now.events, "event"),
        ]))
    ])
    if let tool = question.tool {
      section.blocks.append(.line("only what \(tool, .strong) did to issues"))
    }
    if let before {
      section.blocks.append(
        .line(
          .list([
            "compared with \(.time(before.period.start)) – \(.time(before.period.end))",
            .count(before.events, "event"),
          ])))
    }
    if now.untimely > 0 {
      section.blocks.append(
        .line("\(.count(now.untimely, "event")) left out, as nobody can read their time"))
    }
    if isEmpty { section.blocks.append(.line("nothing happened in this period")) }
    return section
  }

  private var issueSection: ReportPage.Section? {
    guard now.hasIssues else { return nil }
    let overall = now.issues.overall
    var section = ReportPage.Section(heading: "issues", [.line(.list(issueParts(overall)))])
    if now.issues.tools.count > 1 {
      section.blocks.append(.table(Self.table(of: now.issues.tools)))
    }
    return section
  }

  private func issueParts(_ overall: Completions) -> [ReportPage.Text] {
    let other = before?.issues.overall
    var parts: [ReportPage.Text] = [
      with(
        "\(.count(overall.completed), .strong) completed",
        other.flatMap { Change.relative(overall.completed, $0.completed) })
    ]
    if now.started > 0 { parts.append("\(.count(now.started)) started") }
    if let perDay = now.issues.velocity_per_day {
      parts.append("\(.decimal(perDay, places: 2)) a day")
    }
    if let rate = overall.rate.value, let interval = overall.rate.interval {
      let was = other?.rate.value.map { ", was \(.percent($0))" as ReportPage.Text } ?? ""
      parts.append("\(.percent(rate), .strong) success (95 %: \(interval)\(was))")
    }
    if let mean = overall.durations.mean_s {
      parts.append(
        with(
          "\(.seconds(mean), .strong) on average",
          Change.relative(mean, other?.durations.mean_s), isGood: false))
    }
    if let p95 = overall.durations.percentile_s(95) { parts.append("p95 \(.seconds(p95))") }
    return parts
  }

  private static func table(of tools: [Label: Completions]) -> ReportPage.Table {
    ReportPage.Table(
      of: tools.sorted { ($1.value.completed, $0.key) < ($0.value.completed, $1.key) },
      .text("tool") { $0.key.text }, .count("done") { $0.value.completed },
      .count("ok") { $0.value.rate.success }, .count("fail") { $0.value.rate.failure }.hidingZeros,
      .percent("success") { $0.value.rate.value },
      .init("95 %", .text) { $0.value.rate.interval }.absent(""),
      .seconds("mean") { $0.value.durations.mean_s },
      .seconds("p95") { $0.value.durations.percentile_s(95) }.forWideScreens)
  }

  /// Words with how that changed, in green where more is better.
  func with(
    _ text: ReportPage.Text, _ change: Double?, isGood: Bool? = true
  ) -> ReportPage.Text {
    guard let change else { return text }
    let role = change == 0 ? nil : isGood.map { $0 == (change > 0) ? Role.good : Role.bad }
    if change < 0 { return "\(text) (\(.percent(change), role))" }
    return "\(text) (\("+", role)\(.percent(change), role))"
  }

  private typealias Role = ReportPage.Text.Role
}

extension SuccessRate {
  /// The bounds in whole parts of a hundred; nil where there are none.
  var interval: ReportPage.Text? {
    guard let low, let high else { return nil }
    return "\(.decimal(low * 100, places: 0))–\(.decimal(high * 100, places: 0))"
  }
}
