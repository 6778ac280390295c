import Events

/// Runs by how they ended.
struct RunTally {
  private var counts: [Outcome: Int] = [:]
  /// Runs of which no known word says how they stand.
  private var unknown = 0

  mutating func add(_ status: Outcome?) {
    if let status, status != .unknown { counts[status, default: 0] += 1 } else { unknown += 1 }
  }

  /// Runs of this outcome.
  subscript(outcome: Outcome) -> Int { counts[outcome] ?? 0 }

  /// Runs that have ended.
  private var ended: Int { counts.reduce(0) { $1.key == .running ? $0 : $0 + $1.value } }

  /// It leaves out the runs that have not ended, and those nobody knows of; nil where none has.
  var successRate: Double? { self[.success].ratio(of: ended) }

  var value: Value {
    var members = [
      Outcome.running, .success, .failure, .partial, .timeout, .cancelled, .blocked, .skipped,
    ]
    .map { Member($0.rawValue, .integer(Int64(self[$0]))) }
    members += [
      Member("unknown", .integer(Int64(unknown))),
      Member("ended", .integer(Int64(ended))),
      Member("success_rate", Value(successRate)),
    ]
    return .object(members)
  }
}
