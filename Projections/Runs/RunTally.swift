import Events

/// Runs by how they ended.
struct RunTally {
  private var counts: [Outcome: Int] = [:]
  /// Runs of which no known word says how they stand.
  private var unknown = 0

  mutating func add(_ status: Outcome?) {
    if let status { counts[status, default: 0] += 1 } else { unknown += 1 }
  }

  /// The success rate leaves out the runs that have not ended, and those nobody knows of.
  var value: Value {
    let ended = counts.reduce(0) { $1.key == .running ? $0 : $0 + $1.value }
    var members = [Outcome.running, .success, .failure, .partial, .timeout, .cancelled, .skipped]
      .map { Member($0.rawValue, .integer(Int64(counts[$0] ?? 0))) }
    members += [
      Member("unknown", .integer(Int64(unknown))),
      Member("ended", .integer(Int64(ended))),
      Member(
        "success_rate",
        ended == 0 ? .null : .double(Double(counts[.success] ?? 0) / Double(ended))),
    ]
    return .object(members)
  }
}
