package import TLM

/// Which runs somebody wants to see: every condition that is given must hold.
package struct RunFilter: Sendable, Equatable {
  package var agents: [String] = []
  package var jobs: [String] = []
  /// Jobs that are left out.
  package var hiddenJobs: [String] = []
  /// How they stand; `unknown` is for those that nobody knows of.
  package var statuses: [Outcome] = []
  package var parent: String?
  /// What stands in their ids.
  package var idPart: String?
  /// Recorded after this instant, and before that one.
  package var createdAfter: Timestamp?
  package var createdBefore: Timestamp?
  /// Begun at this instant or after it, and at that one or before it.
  package var startFrom: Timestamp?
  package var startTo: Timestamp?
  /// What must hold of their fields.
  package var fields: [FieldCondition] = []

  /// A filter that every run passes.
  package init() {}

  package func matches(_ run: RunRecord) -> Bool {
    guard Self.has(agents, run.agent), Self.has(jobs, run.job),
      hiddenJobs.isEmpty || !Self.has(hiddenJobs, run.job),
      statuses.isEmpty || statuses.contains(run.status ?? .unknown),
      parent.map({ Label($0) == Label(run.parent) }) ?? true,
      idPart.map({ run.id.contains($0) }) ?? true
    else { return false }
    return matchesTimes(run) && (fields.isEmpty || matchesFields(run))
  }

  /// What nobody asks for is not read.
  private static func has(_ wanted: [String], _ found: @autoclosure () -> String?) -> Bool {
    if wanted.isEmpty { return true }
    let found = Label(found())
    return wanted.contains { Label($0) == found }
  }

  private func matchesTimes(_ run: RunRecord) -> Bool {
    func holds(
      _ bound: Timestamp?, _ time: @autoclosure () -> Timestamp?,
      _ compare: (Timestamp, Timestamp) -> Bool
    ) -> Bool {
      guard let bound else { return true }
      return time().map { compare($0, bound) } ?? false
    }
    return holds(createdAfter, run.created, >) && holds(createdBefore, run.created, <)
      && holds(startFrom, run.start, >=) && holds(startTo, run.start, <=)
  }

  private func matchesFields(_ run: RunRecord) -> Bool {
    let row = Value.object(run.fields + [Member("status", .string(run.status?.rawValue ?? ""))])
    return fields.allSatisfy { $0.holds(for: row) }
  }
}

extension RunFilter {
  /// What the runs of a store come to that meet it, one after the other: a million of them are never all
  /// at hand.
  ///
  /// - Parameters:
  ///   - start: what none of them comes to.
  ///   - add: takes one in.
  /// - Throws: as `Store.rows`.
  package func fold<Sum>(
    in store: Store, from start: Sum, _ add: (inout Sum, RunRecord) -> Void
  ) throws -> Sum {
    try store.rows(of: Runs()).answer { rows in
      var sum = start
      rows.forEach { key, row in
        let run = RunRecord(key, row)
        if matches(run) { add(&sum, run) }
      }
      return sum
    }
  }

  /// A page of the runs of a store that meet it, those that were recorded last first, and how many meet
  /// it. Beside it only the keys of those that may stand on it are ever at hand.
  ///
  /// - Throws: as `Store.rows`.
  package func page(in store: Store, offset: Int = 0, limit: Int) throws -> RunPage {
    let rows = try store.rows(of: Runs())
    let latest = try rows.answer { rows in
      let (end, isBeyond) = offset.addingReportingOverflow(limit)
      var latest = LatestRuns(isBeyond ? .max : end)
      rows.forEach { key, row in
        let run = RunRecord(key, row)
        if matches(run) { latest.add(run) }
      }
      return latest
    }
    let runs = try latest.keys.dropFirst(offset).compactMap { key in
      try rows.row(key).map { RunRecord(key, $0) }
    }
    return RunPage(runs: runs, total: latest.total)
  }
}

/// The keys of those that were recorded last, of many runs.
private struct LatestRuns {
  private(set) var total = 0
  private var found: [(created: Int64, key: Label)] = []
  private let most: Int

  init(_ most: Int) { self.most = most }

  mutating func add(_ run: RunRecord) {
    total += 1
    found.append((run.created?.rawValue ?? .min, run.key))
    // Sorted seldom, and never much longer than it need be.
    if found.count / 2 > most { found = Array(sorted.prefix(most)) }
  }

  var keys: [Label] { sorted.prefix(most).map(\.key) }

  private var sorted: [(created: Int64, key: Label)] {
    found.sorted { left, right in
      left.created != right.created ? left.created > right.created : left.key < right.key
    }
  }
}
