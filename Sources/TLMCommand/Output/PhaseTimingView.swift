import TLM

/// phase-timing for people: each map as a table with a bar of the shares, its bottleneck named.
enum PhaseTimingView {
  /// One of the report's maps, as it is shown.
  private struct Section {
    let title: String
    let key: String
    /// What the first column is.
    let noun: String
    var bottleneck: String?
    /// Counts beside the number of durations: the member's key and the column's title.
    var counts: [(key: String, title: String)] = []
  }

  private static let sections = [
    Section(
      title: "phases of issues", key: "phases", noun: "phase", bottleneck: "bottleneck",
      counts: [
        ("success", "ok"), ("failure", "fail"), ("skipped", "skip"), ("unknown", "unknown"),
      ]),
    Section(title: "between markers of issues", key: "elapsed", noun: "from marker"),
    Section(
      title: "states of loops", key: "states", noun: "state", bottleneck: "states_bottleneck",
      counts: [("entries", "entered"), ("failure", "fail")]),
    Section(
      title: "stages of requests", key: "requests", noun: "stage",
      bottleneck: "requests_bottleneck"),
  ]

  static func lines(of report: Value, for terminal: Terminal) -> [String] {
    var lines: [String] = []
    for section in sections {
      let members = report[section.key]?.members ?? []
      guard !members.isEmpty else { continue }
      if !lines.isEmpty { lines.append("") }
      let bottleneck = section.bottleneck.flatMap { report[$0]?.text }
      lines.append(terminal.styled(section.title, .bold))
      lines += rows(members, section, bottleneck, terminal)
      if let bottleneck, let share = report[section.key]?[bottleneck]?["share"]?.number {
        lines.append(
          "bottleneck: \(terminal.styled(SafeText.of(bottleneck), .yellow)), "
            + "\(Numbers.percent(share)) of the time")
      }
    }
    if lines.isEmpty { lines = ["no phase, state or request has a time"] }
    if let invalid = report["invalid"]?.count, invalid > 0 {
      lines.append("")
      lines.append("\(Numbers.grouped(invalid)) invalid durations are in no sum")
    }
    return lines
  }

  private static func rows(
    _ members: [Member], _ section: Section, _ bottleneck: String?, _ terminal: Terminal
  ) -> [String] {
    let hasShare = members.contains { $0.value["share"] != nil }
    let barWidth = terminal.width < 110 ? 12 : 20
    // The rarest question goes first where the terminal is narrow.
    let quantiles = terminal.width < 110 ? ["p50", "p95"] : ["p50", "p95", "p99"]
    var columns: [(title: String, Table.Alignment)] = [(section.noun, .left)]
    if hasShare { columns += [("share", .left), ("", .right)] }
    columns += [("count", .right)] + section.counts.map { ($0.title, .right) }
    columns += (["total", "mean"] + quantiles).map { ($0, .right) }
    var table = Table(columns)
    for member in members.sorted(by: isShownBefore) {
      let value = member.value
      var row = [SafeText.of(member.name)]
      if hasShare {
        let share = value["share"]?.number
        row += [
          share.map { Bar.text($0, width: barWidth) } ?? "", share.map(Numbers.percent) ?? "",
        ]
      }
      row.append(Numbers.grouped(value["count"]?.count ?? 0))
      row += section.counts.map { key, _ in
        let count = value[key]?.count ?? 0
        return count == 0 ? "·" : Numbers.grouped(count)
      }
      row += (["sum_s", "mean_s"] + quantiles.map { $0 + "_s" }).map { key in
        value[key]?.number.map(Numbers.seconds) ?? "-"
      }
      table.add(row)
    }
    return table.lines(for: terminal) { column, cell in
      if column == 0, cell == bottleneck { return .yellow }
      if hasShare && column == 1 { return .cyan }
      return nil
    }
  }

  /// The longest first; what has no share, because it is the sum of others, last.
  private static func isShownBefore(_ left: Member, _ right: Member) -> Bool {
    func rank(_ member: Member) -> (Int, Double) {
      let isSum = member.value["share"] == .null && member.value["sum_s"]?.number != nil
      return (isSum ? 1 : 0, -(member.value["sum_s"]?.number ?? -1))
    }
    if rank(left) != rank(right) { return rank(left) < rank(right) }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
