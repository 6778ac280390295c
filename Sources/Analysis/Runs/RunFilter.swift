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

  /// The runs of a store that meet it, those that were recorded last first.
  ///
  /// - Throws: as `Store.rows`.
  package func runs(in store: Store) throws -> [RunRecord] {
    let found = try fold(in: store, from: [(created: Int64, run: RunRecord)]()) { found, run in
      found.append((run.created?.rawValue ?? .min, run))
    }
    return found.sorted { left, right in
      left.created != right.created ? left.created > right.created : left.run.key < right.run.key
    }.map(\.run)
  }
}
