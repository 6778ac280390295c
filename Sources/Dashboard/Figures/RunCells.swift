import Analysis
import Exporters
import TLM

/// Runs as rows to keep, in chosen columns.
struct RunCells: Sendable {
  let columns: [String]

  /// Columns that are chosen where nobody chooses.
  static let usual = [
    "run_id", "event_id", "agent_name", "job_type", "status", "start_time", "end_time",
    "duration_s", "items_discovered", "items_succeeded", "items_failed", "items_skipped",
    "error_summary", "output_summary",
  ]

  /// Every column that one of the runs has something in.
  static func columns(of runs: [RunRecord]) -> [String] {
    var others: Set<String> = []
    for run in runs { others.formUnion(run.fields.map(\.name)) }
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

  /// The rows of some runs.
  func table(of runs: [RunRecord]) -> CellTable {
    CellTable("runs", columns, runs.map { run in columns.map { Self.value($0, of: run) } })
  }
}
