import TLM

/// issues for people: each issue with its attempts, those touched last first.
enum IssuesView {
  /// Rows that are shown; --json has all of them.
  private static let limit = 40

  static func lines(of report: Value, for terminal: Terminal) -> [String] {
    let rows = (report["rows"]?.members ?? []).sorted {
      ($1.value["last"]?.text ?? "", $0.name) < ($0.value["last"]?.text ?? "", $1.name)
    }
    if rows.isEmpty { return ["no event is about an issue"] }
    var table = Table([
      ("issue", .left), ("", .left), ("phase", .left), ("done", .right), ("failed", .right),
      ("tool", .left), ("last event", .left),
    ])
    for row in rows.prefix(limit) {
      table.add([
        SafeText.of(row.name), condition(row.value), SafeText.of(row.value["phase"]?.text ?? "-"),
        Numbers.grouped(row.value["completed"]?.count ?? 0),
        Numbers.grouped(row.value["failure"]?.count ?? 0),
        SafeText.of(row.value["tool"]?.text ?? "-"),
        EventCountsView.time(row.value["last"], terminal),
      ])
    }
    let rest = rows.count - limit
    return table.lines(for: terminal)
      + (rest > 0 ? ["and \(Numbers.grouped(rest)) more; --json has all of them"] : [])
  }

  private static func condition(_ row: Value) -> String {
    row["open"] == true ? "open" : row["outcome"]?.text ?? "done"
  }
}
