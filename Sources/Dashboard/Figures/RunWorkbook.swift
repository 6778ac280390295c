import Analysis
import Exporters
import TLM

/// Runs as a workbook of three sheets: the rows, what they come to, and by agent.
struct RunWorkbook {
  private let cells: RunCells
  private var rows: [[Value]] = []
  private var statistics = RunStatistics()

  /// Rows that a workbook has at most: all of it is made in memory.
  static let most = 100_000

  init(_ cells: RunCells) { self.cells = cells }

  mutating func add(_ runs: [RunRecord]) {
    rows += cells.table(of: runs).rows
    for run in runs { statistics.add(run) }
  }

  /// - Throws: as `CellTable.workbook`.
  func bytes() throws -> [UInt8] {
    let head = RunStatistics.order.map(\.rawValue) + ["success_rate", "mean_s", "p95_s"]
    let all = CellTable("summary", ["runs"] + head, [Self.row(statistics.overall)])
    let agents = CellTable(
      "by agent", ["agent", "runs"] + head,
      statistics.byAgent.map { [.string($0.agent)] + Self.row($0.group) })
    return try CellTable.workbook([CellTable("runs", cells.columns, rows), all, agents])
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
