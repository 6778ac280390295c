import TLM

extension Summary {
  /// Where the time went, and which phase accounts for what changed.
  var phaseSection: ReportPage.Section? {
    let phases = now.phases.phases(of: phaseTiming)
    guard !phases.isEmpty else { return otherTimes }
    let whole = phases.values.reduce(Int128(0)) { $0 + $1.durations.sum }
    let rows = phases.map { name, total in
      PhaseRow(
        name: name, total: total, share: total.durations.fraction(of: whole),
        change: phaseChange?.phases.first { $0.name == name })
    }
    .sorted { left, right in
      let (one, other) = (left.total.durations.sum, right.total.durations.sum)
      return one == other ? left.name < right.name : one > other
    }
    var section = ReportPage.Section(heading: "phases", [.table(table(of: rows))])
    if let first = rows.first, let share = first.share {
      section.blocks.append(
        .line("bottleneck: \(first.name.text, .highlighted), \(.percent(share)) of the time"))
    }
    if let line = changeLine { section.blocks.append(.line(line)) }
    return section
  }

  private struct PhaseRow {
    let name: Label
    let total: PhaseTiming.PhaseTotal
    let share: Double?
    let change: PhaseChange.Phase?
  }

  private func table(of rows: [PhaseRow]) -> ReportPage.Table {
    var columns: [ReportPage.Table.Column<PhaseRow>] = [
      .text("phase") {
        $0.name.text
      } role: {
        $0.name == rows.first?.name && $0.share != nil ? .highlighted : nil
      },
      .bar("share") { $0.share }, .percent("") { $0.share }.absent(""),
      .count("count") { $0.total.durations.count },
      .count("fail") { $0.total.failure }.hidingZeros,
      .seconds("mean") { $0.total.durations.mean_s },
      .seconds("p95") { $0.total.durations.percentile_s(95) }.forWideScreens,
    ]
    if before != nil {
      columns += [
        .seconds("an attempt") { $0.change.map { $0.now / 1e9 } }.forWideScreens,
        .seconds("before") { $0.change.map { $0.before / 1e9 } }.forWideScreens,
        .percent("of the change") { $0.change?.contribution },
      ]
    }
    return ReportPage.Table(of: rows, columns)
  }

  /// `attempts take 4 min more than before: implement accounts for 80.0 % of the increase`.
  private var changeLine: ReportPage.Text? {
    guard let phaseChange, let difference = phaseChange.difference else { return nil }
    guard let first = phaseChange.phases.first, let share = first.contribution else {
      return "attempts take as long as before"
    }
    let (more, increase): (String, String) =
      difference > 0 ? ("more", "increase") : ("less", "decrease")
    return """
      attempts take \(.seconds(difference.magnitude / 1e9), difference > 0 ? .bad : .good) \(more) \
      than before: \(first.name.text, .highlighted) accounts for \
      \(.percent(share), .strong) of the \(increase)
      """
  }

  /// States of loops and stages of requests, where no issue has a phase.
  private var otherTimes: ReportPage.Section? {
    let sections = phaseTiming.page(of: now.phases).sections.filter { section in
      section.blocks.contains { if case .table = $0 { true } else { false } }
    }
    guard let first = sections.first else { return nil }
    return ReportPage.Section(heading: first.heading, sections.flatMap(\.blocks))
  }

  /// Which attempts failed, and where failures cluster.
  var failureSection: ReportPage.Section? {
    let failures = failures
    guard let sentence = failures.sentence else { return nil }
    var section = ReportPage.Section(heading: "failures", [.line("\(sentence, .bad)")])
    if failures.cells.count > 1 {
      section.blocks.append(
        .table(
          ReportPage.Table(
            of: failures.cells.prefix(Self.mostCells),
            .text("failed in") { $0.phase?.text ?? "(no phase told)" },
            .text("type") { $0.type.text }, .count("failures") { $0.count },
            .bar("") { Double($0.count) / Double(failures.failed) },
            .percent("") { Double($0.count) / Double(failures.failed) })))
    }
    return section
  }

  private static let mostCells = 12

  /// The types of issues beside each other, and the programs of which one is clearly worse.
  var contrastSection: ReportPage.Section? {
    let failures = failures
    guard failures.failed > 0 else { return nil }
    var blocks: [ReportPage.Block] = []
    if failures.types.count > 1 {
      blocks.append(
        .table(
          ReportPage.Table(
            of: failures.types, .text("type") { $0.name.text },
            .count("tried") { $0.rate.success + $0.rate.failure },
            .count("failed") { $0.rate.failure }.hidingZeros,
            .percent("failed of them") { $0.rate.value.map { 1 - $0 } },
            .init("95 %", .text) { $0.rate.failureInterval }.absent(""))))
    }
    if let (worse, better) = failures.contrast {
      blocks.append(
        .line("\(worse.name.text, .bad) fails clearly more often than \(better.name.text, .good)"))
    }
    return blocks.isEmpty ? nil : ReportPage.Section(blocks)
  }
}

extension SuccessRate {
  /// The interval of the other share.
  fileprivate var failureInterval: ReportPage.Text? {
    SuccessRate(success: failure, failure: success).interval
  }
}
