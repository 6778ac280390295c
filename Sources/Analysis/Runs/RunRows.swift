package import TLM

/// Runs by their keys, made of their own records: what a few of many runs are costs no more than finding
/// those records.
extension Store {
  /// The rows that the projection `runs` has under these keys; those that are not there are left out.
  ///
  /// Of a log that was pruned the projection itself is asked, as it alone knows what stood before.
  ///
  /// - Throws: as `query` and `rows`.
  package func runs(under keys: [Label]) throws -> [Label: Runs.Row] {
    guard try log.bounds().lowerBound == .start else { return try keptRuns(under: keys) }
    var found: [Label: Runs.Row] = [:]
    try addRuns(under: keys, by: .eventID, to: &found)
    // One without an id of its own goes by that of the run.
    let others = keys.filter { found[$0] == nil }
    if !others.isEmpty { try addRuns(under: others, by: .run, to: &found) }
    return found
  }

  private func addRuns(
    under keys: [Label], by tie: CorrelationKey, to found: inout [Label: Runs.Row]
  ) throws {
    let wanted = Set(keys)
    var query = Query()
    query.filter.names = ["run"]
    query.filter[tie] = keys.map(\.text)
    var rows = found
    try self.query(query) { event in
      if let key = Label(event.eventID ?? event.runID), wanted.contains(key) {
        rows[key, default: Runs.Row()].merge(event)
      }
      return true
    }
    found = rows
  }

  private func keptRuns(under keys: [Label]) throws -> [Label: Runs.Row] {
    let rows = try rows(of: Runs())
    var found: [Label: Runs.Row] = [:]
    for key in keys { found[key] = try rows.row(key) }
    return found
  }
}
