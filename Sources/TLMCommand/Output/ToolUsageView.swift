import TLM

/// tool-usage for people: calls by tool and by risk with bars of their time, then the programs.
enum ToolUsageView {
  static func lines(of report: Value, for terminal: Terminal) -> [String] {
    let tools = report["tools"]?.members ?? []
    let programs = report["programs"]?.members ?? []
    var lines: [String] = []
    if !tools.isEmpty {
      lines.append(terminal.styled("calls of tools", .bold))
      lines += rows(tools, "tool", highlighted: report["bottleneck"]?.text, terminal)
      lines += ["", terminal.styled("by risk", .bold)]
      lines += rows(report["by_risk"]?.members ?? [], "risk", highlighted: nil, terminal)
      lines += ["", summary(report, terminal)]
    }
    if !programs.isEmpty {
      if !lines.isEmpty { lines.append("") }
      lines.append(terminal.styled("programs that emit", .bold))
      lines += rows(programs: programs, terminal)
    }
    if lines.isEmpty { lines = ["no tool was called, and no event names the program it is from"] }
    if let invalid = report["invalid"]?.count, invalid > 0 {
      lines += ["", "\(Numbers.grouped(invalid)) invalid durations are in no sum"]
    }
    return lines
  }

  private static func rows(
    _ members: [Member], _ noun: String, highlighted: String?, _ terminal: Terminal
  ) -> [String] {
    let isNarrow = terminal.width < 110
    let quantiles = isNarrow ? ["p50_s", "p95_s"] : ["mean_s", "p50_s", "p95_s", "p99_s", "max_s"]
    var columns: [(title: String, Table.Alignment)] = [
      (noun, .left), ("calls", .right), ("fail", .right), ("blocked", .right), ("errors", .right),
      ("time", .left), ("", .right),
    ]
    columns += quantiles.map { (String($0.dropLast(2)), .right) }
    var table = Table(columns)
    for member in members.sorted(by: isShownBefore) {
      let value = member.value
      let share = value["share"]?.number
      table.add(
        [
          SafeText.of(member.name), Numbers.grouped(value["calls"]?.count ?? 0),
          dotted(value["failure"]), dotted(value["blocked"]),
          value["error_rate"]?.number.map(Numbers.percent) ?? "-",
          share.map { Bar.text($0, width: isNarrow ? 10 : 16) } ?? "",
          share.map(Numbers.percent) ?? "-",
        ] + quantiles.map { value[$0]?.number.map(Numbers.seconds) ?? "-" })
    }
    return table.lines(for: terminal) { column, cell in
      if column == 0, cell == highlighted { return .yellow }
      if column == 4, cell != "-", cell != "0.0 %" { return .red }
      return column == 5 ? .cyan : nil
    }
  }

  private static func rows(programs: [Member], _ terminal: Terminal) -> [String] {
    var table = Table([
      ("program", .left), ("events", .right), ("commands", .right), ("fail", .right),
      ("mean", .right), ("last event", .left),
    ])
    let sorted = programs.sorted {
      ($1.value["events"]?.count ?? 0, $0.name) < ($0.value["events"]?.count ?? 0, $1.name)
    }
    for program in sorted {
      let value = program.value
      table.add([
        SafeText.of(program.name), Numbers.grouped(value["events"]?.count ?? 0),
        dotted(value["commands"]), dotted(value["failure"]),
        value["mean_s"]?.number.map(Numbers.seconds) ?? "-",
        EventCountsView.time(value["last"], terminal),
      ])
    }
    return table.lines(for: terminal)
  }

  private static func summary(_ report: Value, _ terminal: Terminal) -> String {
    let overall = report["overall"]
    var parts = ["\(Numbers.grouped(overall?["calls"]?.count ?? 0)) calls"]
    if let rate = overall?["error_rate"]?.number { parts.append("\(Numbers.percent(rate)) failed") }
    if let open = report["open"]?.count, open > 0 {
      parts.append("\(Numbers.grouped(open)) not ended")
    }
    if let name = report["bottleneck"]?.text, let share = report["tools"]?[name]?["share"]?.number {
      let name = terminal.styled(SafeText.of(name), .yellow)
      parts.append("\(name) took \(Numbers.percent(share)) of the time")
    }
    return parts.joined(separator: terminal.styled(" · ", .dim))
  }

  private static func dotted(_ count: Value?) -> String {
    guard let count = count?.count, count > 0 else { return "·" }
    return Numbers.grouped(count)
  }

  /// The most called first.
  private static func isShownBefore(_ left: Member, _ right: Member) -> Bool {
    let (one, other) = (left.value["calls"]?.count ?? 0, right.value["calls"]?.count ?? 0)
    if one != other { return one > other }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
