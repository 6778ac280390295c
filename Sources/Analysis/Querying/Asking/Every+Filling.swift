import TLM

extension Every {
  /// Rows by buckets of time, with those between the first and the last that have no events; as they
  /// are where these would be too many.
  func filled(_ rows: [[Datum]], _ aggregates: [Aggregate], in zone: Zone) -> [[Datum]] {
    guard case .time(let first)? = rows.first?.first, case .time(let last)? = rows.last?.first
    else {
      return rows
    }
    var filled: [[Datum]] = []
    var rest = rows[...]
    var start = first
    while start <= last {
      if case .time(start)? = rest.first?.first, let row = rest.popFirst() {
        filled.append(row)
      } else {
        filled.append([.time(start)] + GroupTable.empty(aggregates))
      }
      if filled.count > GroupTable.limit { return rows }
      let end = bucket(of: start, in: zone).upperBound
      if end <= start { return rows }
      start = end
    }
    return rest.isEmpty ? filled : rows
  }
}
