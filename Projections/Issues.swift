public import Events

/// The issues that events are about, each a row: how often it was tried, and how that ended.
public struct Issues: KeyedProjection, Reporting {
  public static let name = "issues"
  public static let version = 2

  public init() {}

  public var body: Handlers<Rows<Issues.Row>> {
    OnAny { event, rows in
      guard let issue = IssueReference(event) else { return }
      rows[issue.id, default: Issues.Row()].apply(event, issue)
    }
  }

  public func report(ofRow row: Issues.Row) -> Value? { row.value }

  /// Counts of all issues, and the rows by their ids.
  public func report(of rows: Rows<Issues.Row>) -> Value {
    var counts = (open: 0, success: 0, failure: 0, duplicates: 0)
    rows.forEach { _, row in
      if row.isOpen { counts.open += 1 }
      counts.success += row.success
      counts.failure += row.failure
      counts.duplicates += row.duplicates
    }
    return [
      "issues": .integer(Int64(rows.count)), "open": .integer(Int64(counts.open)),
      "success": .integer(Int64(counts.success)), "failure": .integer(Int64(counts.failure)),
      "duplicates": .integer(Int64(counts.duplicates)),
      "rows": .object(rows.page(limit: .max).map { Member($0.key.text, $0.row.value) }),
    ]
  }
}
