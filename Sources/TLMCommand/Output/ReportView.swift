import TLM

/// Reports of projections as tables that one wants to read.
enum ReportView {
  /// The lines for people; a projection without a table of its own is shown as JSON.
  static func lines(of replay: Replay, for terminal: Terminal) -> [String] {
    switch replay.projection {
    case PhaseTiming.name: PhaseTimingView.lines(of: replay.report, for: terminal)
    case EventCounts.name: EventCountsView.lines(of: replay.report, for: terminal)
    case Velocity.name: VelocityView.lines(of: replay.report, for: terminal)
    case ToolUsage.name: ToolUsageView.lines(of: replay.report, for: terminal)
    case SensorMetrics.name: SensorMetricsView.lines(of: replay.report, for: terminal)
    case ModeState.name: ModeStateView.lines(of: replay.report, for: terminal)
    case Runs.name: RunsView.lines(of: replay.report, for: terminal)
    case Issues.name: IssuesView.lines(of: replay.report, for: terminal)
    default: PrettyJSON.text(of: replay.report).split(separator: "\n").map(String.init)
    }
  }

  /// One line: events, matched, quarantined, through, digest, time and rate.
  static func summary(_ replay: Replay, elapsed: Duration, for terminal: Terminal) -> String {
    let seconds = elapsed / .seconds(1)
    var parts = [
      "\(Numbers.grouped(replay.events)) events",
      "\(Numbers.grouped(replay.matched)) matched",
      terminal.styled(
        "\(Numbers.grouped(replay.quarantined)) quarantined"
          + (replay.quarantined > 0 && terminal.isTerminal ? " (tlm doctor)" : ""),
        replay.quarantined > 0 ? .yellow : .dim),
      "through \(replay.through.map(\.description) ?? "-")",
      "digest \(replay.digest.description.prefix(12))",
      Numbers.fixed(seconds, decimals: 3) + " s",
    ]
    if seconds > 0 {
      parts.append("\(Numbers.grouped(Int(Double(replay.events) / seconds))) events/s")
    }
    if replay.failed > 0 {
      parts.insert(terminal.styled("\(Numbers.grouped(replay.failed)) failed", .red), at: 2)
    }
    return parts.joined(separator: terminal.styled(" · ", .dim))
  }
}
