import TLM

/// What belongs to no program: calls, agents' work, runs, modes and sensors.
extension Summary {
  /// Calls of tools, and the programs that emit.
  var toolSections: [ReportPage.Section] {
    guard now.tools.count > 0 else { return [] }
    return ToolUsage().page(of: now.tools).sections.filter { $0.heading != "by risk" }
  }

  /// What agents did, and what that cost.
  var workSection: ReportPage.Section? {
    let totals = now.work.totals
    let untimed = UsageTable.untimed(now.work, "period").map { ReportPage.Block.line($0) }
    guard totals != UsageGroup() else {
      return untimed.map { ReportPage.Section(heading: "agents' work", [$0]) }
    }
    let (course, old) = (now.course, before?.work.totals)
    var parts: [ReportPage.Text] = [
      .count(totals.sessions.count, "session"), .count(course.turns, "turn"),
      .count(totals.responses, "response"),
      with(
        "\(UsageTable.tokens(totals.allTokens), .strong) tokens",
        old.flatMap { Change.relative(Double(totals.allTokens), Double($0.allTokens)) },
        isGood: nil),
      with(
        "\(UsageTable.cost(of: totals), .strong)",
        Change.relative(totals.knownCost?.rounded, old?.knownCost?.rounded), isGood: nil),
    ]
    if course.active > .zero { parts.append("\(.seconds(course.active.seconds)) active") }
    if course.contextPeak > 0 {
      parts.append("context up to \(UsageTable.tokens(course.contextPeak))")
    }
    var section = ReportPage.Section(heading: "agents' work", [.line(.list(parts))])
    if !now.work.models.isEmpty {
      section.blocks.append(.table(UsageTable.table(now.work.models, "model")))
    }
    section.blocks += untimed.map { [$0] } ?? []
    return section
  }

  /// What a gate refused, and what is left of the day's budget.
  var gateSection: ReportPage.Section? {
    guard now.gated.count > 0 || budget != nil else { return nil }
    var parts: [ReportPage.Text] = []
    if now.gated.count > 0 {
      let by = now.gated.refused.sorted { $0.key < $1.key }
        .map { "\($0.key.text) \($0.value)" }.joined(separator: ", ")
      parts.append("\(.count(now.gated.count, "call")) refused (\(by))")
    }
    if let budget {
      let role: ReportPage.Text.Role? = budget.left > 0 ? nil : .bad
      let limit = "\(.decimal(budget.limit, places: 2)) USD" as ReportPage.Text
      parts.append("\(.decimal(budget.left, places: 2), role) of \(limit) left today")
    }
    return ReportPage.Section(heading: "gate", [.line(.list(parts))])
  }

  /// How full the context was while issues were worked on.
  var contextSection: ReportPage.Section? {
    let context = now.context
    guard let mean = context.meanTokens, let (issue, tokens) = context.largest else { return nil }
    return ReportPage.Section(
      heading: "context per issue",
      [
        .line(
          .list([
            .count(context.peaks.count, "issue"),
            "\(UsageTable.tokens(Int64(mean.rounded())), .strong) tokens at the fullest, on average",
            "the largest \(UsageTable.tokens(tokens), .strong) (\(issue.text))",
          ]))
      ])
  }

  var runSection: ReportPage.Section? {
    guard now.runs.count > 0 else { return nil }
    return ReportPage.Section(
      heading: "runs", Runs().page(of: now.runs).sections.flatMap(\.blocks))
  }

  /// The mode in force, and how long each was within the period.
  var modeSection: ReportPage.Section? {
    guard let mode, let modes = now.modes else { return nil }
    let whole = modes.time.values.reduce(Int128(0), +)
    let since = mode.last?.time.map { " since \(.time($0))" as ReportPage.Text } ?? ""
    let rows = modes.time.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ReportPage.Section(
      heading: "modes",
      [
        .line(
          .list(["\(mode.mode.text, .strong)\(since)", .count(modes.changes, "change")])),
        .table(
          ReportPage.Table(
            of: rows, .text("mode") { $0.key.text },
            .bar("") { whole == 0 ? nil : Double($0.value) / Double(whole) },
            .percent("of the time") { whole == 0 ? nil : Double($0.value) / Double(whole) },
            .seconds("time") { Double($0.value) / 1e9 })),
      ])
  }

  var alarmSection: ReportPage.Section? {
    guard !alarms.isEmpty else { return nil }
    return ReportPage.Section(
      heading: "sensors out of range",
      [
        .table(
          ReportPage.Table(
            of: alarms, .text("sensor") { $0.sensor },
            .init("says", .text) { alarm in
              switch alarm.value {
              case .number(let number): ReportPage.Text(.number(number), .bad)
              case .word(let word): ReportPage.Text(.text(word), .bad)
              }
            },
            .text("unit") { $0.unit },
            .text("out of range if") { "\($0.comparison.operator.rawValue) \(threshold(of: $0))" },
            .text("rule") { $0.rule }, .time("since") { $0.time }))
      ])
  }

  private func threshold(of alarm: SensorAlarm) -> String {
    switch alarm.comparison.threshold {
    case .number(let number): Int64(exactly: number).map(String.init) ?? number.description
    case .word(let word): word
    }
  }
}
