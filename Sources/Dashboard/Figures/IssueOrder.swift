import TLM

/// Issues in the order in which they were touched last.
enum IssueOrder {
  /// A page of them, and how many there are.
  static func latest(
    in store: Store, offset: Int, limit: Int
  ) throws -> (page: [(key: Label, row: Issues.Row)], count: Int) {
    let rows = try store.rows(of: Issues())
    let order = try rows.answer { rows in
      var all: [(time: Int64, key: Label)] = []
      rows.forEach { key, row in all.append((row.last?.rawValue ?? .min, key)) }
      return all.sorted { left, right in
        left.time == right.time ? left.key < right.key : left.time > right.time
      }
    }
    var page: [(key: Label, row: Issues.Row)] = []
    for (_, key) in order.dropFirst(offset).prefix(limit) {
      if let row = try rows.row(key) { page.append((key: key, row: row)) }
    }
    return (page, order.count)
  }
}
