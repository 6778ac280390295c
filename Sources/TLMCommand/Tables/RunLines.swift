import Analysis
import TLM

/// Runs as people read them.
enum RunLines {
  /// A page of them, with how many there are.
  static func list(
    _ runs: [RunRecord], of total: Int, offset: Int, for terminal: Terminal
  ) -> [String] {
    if total == 0 { return ["no run meets every condition"] }
    var table = Table(columns: [
      .init(title: "run", alignment: .left), .init(title: "agent", alignment: .left),
      .init(title: "job", alignment: .left, isSpare: true),
      .init(title: "began", alignment: .whole), .init(title: "took", alignment: .right),
      .init(title: "status", alignment: .whole),
    ])
    for run in runs {
      let status = run.status?.rawValue ?? "unknown"
      table.add([
        Table.Cell(text: SafeText.of(run.id)), Table.Cell(text: SafeText.of(run.agent)),
        cell(run.job.map { SafeText.of($0) }),
        cell(run.start.map { LocalTime.text($0, for: terminal) }),
        cell(run.duration.map { Numbers.duration($0.seconds) }),
        Table.Cell(text: status, styled: style(run.status).map { terminal.styled(status, $0) }),
      ])
    }
    var lines = table.lines(for: terminal)
    if runs.count < total {
      let last = offset + runs.count
      lines += [
        "",
        "\(Numbers.grouped(offset + 1)) to \(Numbers.grouped(last)) of \(Numbers.count(total, "run"))",
      ]
    }
    return lines
  }

  private static func cell(_ text: String?) -> Table.Cell {
    Table.Cell(text: text ?? "·", isEmpty: text == nil)
  }

  private static func style(_ status: Outcome?) -> Terminal.Style? {
    switch status {
    case .success: .green
    case .failure, .timeout: .red
    case .running, .partial, .cancelled: .yellow
    default: nil
    }
  }

  /// A run with all that is known of it, and each record.
  static func run(_ run: RunRecord, _ history: RunHistory, for terminal: Terminal) -> [String] {
    var lines = [terminal.styled(SafeText.of("run \(run.id)"), .bold)]
    var parts = [run.status?.rawValue ?? "unknown"]
    if let duration = run.duration { parts.append(Numbers.duration(duration.seconds)) }
    lines += [parts.joined(separator: " · "), ""]
    var table = Table(columns: [
      .init(title: "field", alignment: .left), .init(title: "value", alignment: .left),
    ])
    for field in run.fields where field.name != "update" {
      table.add([SafeText.of(field.name), SafeText.of(text(field.value))])
    }
    lines += table.lines(for: terminal) + [""]
    return lines + records(history, terminal)
  }

  private static func records(_ history: RunHistory, _ terminal: Terminal) -> [String] {
    var table = Table(columns: [
      .init(title: "recorded", alignment: .whole), .init(title: "by", alignment: .left),
      .init(title: "what", alignment: .left),
    ])
    for entry in history.entries {
      let words = entry.fields.filter { $0.name != "updated_at" }.map { field in
        let before = entry.before.first { $0.name == field.name }?.value
        let was = before.map { " (was \(text($0)))" } ?? ""
        return "\(field.name) \(text(field.value))\(was)"
      }
      let note = entry.note.map { [$0] } ?? []
      table.add([
        entry.time.map { LocalTime.text($0, for: terminal) } ?? "·",
        SafeText.of(entry.by ?? "·"), SafeText.of((note + words).joined(separator: ", ")),
      ])
    }
    return table.lines(for: terminal)
  }

  private static func text(_ value: Value) -> String { value.text ?? JSONWriter.text(of: value) }

  /// How runs stand, and how long they took.
  static func statistics(_ statistics: RunStatistics, for terminal: Terminal) -> [String] {
    if statistics.overall.runs == 0 { return ["no run meets every condition"] }
    let groups = statistics.byAgent + [(agent: "all agents", group: statistics.overall)]
    let statuses = RunStatistics.order.filter { (statistics.overall.counts[$0] ?? 0) > 0 }
    var counts = Table(
      columns: [.init(title: "agent", alignment: .left), .init(title: "runs", alignment: .right)]
        + statuses.map { .init(title: $0.rawValue, alignment: .right) }
        + [.init(title: "success rate", alignment: .right)])
    for (agent, group) in groups {
      let rate = group.successRate.map { Numbers.percent($0) } ?? "·"
      counts.add(
        [SafeText.of(agent), Numbers.grouped(group.runs)]
          + statuses.map { count(group.counts[$0] ?? 0) } + [rate])
    }
    return counts.lines(for: terminal) + ["", "how long those took that have ended"]
      + lengths(groups, for: terminal)
  }

  private static func count(_ number: Int) -> String { number == 0 ? "·" : Numbers.grouped(number) }

  private static func lengths(
    _ groups: [(agent: String, group: RunStatistics.Group)], for terminal: Terminal
  ) -> [String] {
    let percents = [50, 90, 95, 99]
    var table = Table(
      columns: [
        .init(title: "agent", alignment: .left), .init(title: "status", alignment: .whole),
        .init(title: "count", alignment: .right), .init(title: "mean", alignment: .right),
      ] + percents.map { .init(title: "p\($0)", alignment: .right, isSpare: $0 != 50) }
        + [.init(title: "max", alignment: .right)])
    for (agent, group) in groups {
      let parts = RunStatistics.order.compactMap { status in
        group.byStatus[status].map { (status.rawValue, $0) }
      }
      let all = parts.count > 1 ? [("all", group.durations)] : []
      for (status, lengths) in parts + all where lengths.count > 0 {
        table.add(
          [SafeText.of(agent), status, Numbers.grouped(lengths.count), duration(lengths.mean_s)]
            + percents.map { duration(lengths.percentile_s($0)) }
            + [duration(lengths.max?.seconds)])
      }
    }
    return table.isEmpty ? ["none says how long it took"] : table.lines(for: terminal)
  }

  private static func duration(_ seconds: Double?) -> String {
    seconds.map { Numbers.duration($0) } ?? "·"
  }
}
