import Analysis
import Exporters
import TLM

/// Runs as a table to keep: chosen columns, and as many rows as somebody wants.
struct RunCells {
  let columns: [String]
  let runs: [RunRecord]

  /// Columns that are chosen where nobody chooses.
  static let usual = [
    "run_id", "event_id", "agent_name", "job_type", "status", "start_time", "end_time",
    "duration_s", "items_discovered", "items_succeeded", "items_failed", "items_skipped",
    "error_summary", "output_summary",
  ]

  /// Every column that some of the runs have something in.
  static func columns(of runs: [RunRecord]) -> [String] {
    var others: Set<String> = []
    for run in runs.prefix(5000) { others.formUnion(run.fields.map(\.name)) }
    return usual + others.subtracting(usual).sorted()
  }

  private static func value(_ name: String, of run: RunRecord) -> Value {
    switch name {
    case "run_id": .string(run.id)
    case "status": run.status.map { .string($0.rawValue) } ?? .null
    case "duration_s": run.duration.map { .double($0.seconds) } ?? .null
    default: run[name] ?? .null
    }
  }

  /// The rows.
  var table: CellTable {
    CellTable("runs", columns, runs.map { run in columns.map { Self.value($0, of: run) } })
  }

  /// Three sheets: the rows, what they come to, and by agent.
  var workbook: [CellTable] {
    let statistics = RunStatistics(of: runs)
    let head = RunStatistics.order.map(\.rawValue) + ["success_rate", "mean_s", "p95_s"]
    let all = CellTable("summary", ["runs"] + head, [Self.row(statistics.overall)])
    let agents = CellTable(
      "by agent", ["agent", "runs"] + head,
      statistics.byAgent.map { [.string($0.agent)] + Self.row($0.group) })
    return [table, all, agents]
  }

  private static func row(_ group: RunStatistics.Group) -> [Value] {
    func number(_ number: Double?) -> Value { number.map(Value.double) ?? .null }
    let counts = RunStatistics.order.map { Value.integer(Int64(group.counts[$0] ?? 0)) }
    return [.integer(Int64(group.runs))] + counts + [
      number(group.successRate), number(group.durations.mean_s),
      number(group.durations.percentile_s(95)),
    ]
  }
}
