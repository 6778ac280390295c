public import Events

/// Each issue with its attempts, those touched last first.
extension Issues: Tabular {
  /// Issues that are shown; programs get all of them.
  private static let shown = 40

  public func page(of rows: Rows<Issues.Row>) -> ReportPage {
    var page = ReportPage()
    let issues = Self.latest(of: rows)
    guard !issues.isEmpty else {
      page.add(.line("no event is about an issue"))
      return page
    }
    page.sections = [.init([.table(Self.table(of: issues))])]
    let rest = rows.count - issues.count
    if rest > 0 {
      page.sections[0].blocks.append(.line("and \(.count(rest)) more; --json has all of them"))
    }
    return page
  }

  private static func table(of issues: [(key: Label, row: Issues.Row)]) -> ReportPage.Table {
    ReportPage.Table(
      of: issues,
      .text("issue") { $0.key.text },
      .text("") { $0.row.isOpen ? "open" : $0.row.outcome?.rawValue ?? "done" },
      .text("phase") { $0.row.phase?.text },
      .count("done") { $0.row.completed }, .count("failed") { $0.row.failure },
      .text("tool") { $0.row.tool.text }, .time("last event") { $0.row.last })
  }

  /// Those touched last, the latest first; of equals the one that sorts first.
  private static func latest(of rows: Rows<Issues.Row>) -> [(key: Label, row: Issues.Row)] {
    var latest: [(key: Label, row: Issues.Row)] = []
    rows.forEach { key, row in
      latest.append((key, row))
      // Now and then, so that a million rows are neither kept nor sorted.
      if latest.count == 25 * shown { latest = Array(latest.sorted(by: isBefore).prefix(shown)) }
    }
    return Array(latest.sorted(by: isBefore).prefix(shown))
  }

  private static func isBefore(
    _ one: (key: Label, row: Issues.Row), _ other: (key: Label, row: Issues.Row)
  ) -> Bool {
    if one.row.last == other.row.last { return one.key.text < other.key.text }
    guard let last = one.row.last else { return false }
    return other.row.last.map { $0 < last } ?? true
  }
}
