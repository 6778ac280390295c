import Events
import SystemCalls

/// The names that lists can be picked by, made anew once a run has changed.
final class MetadataPage: Sendable {
  private let made = Guarded<(names: Value, changes: Int)?>(nil)

  /// The document, and whether it was there already.
  func document(_ book: RunsBook) throws -> Value {
    let known = made.withLock { $0 }
    let (changes, found) = try book.ask { table -> (Int, Value?) in
      // A nil of its own: one that is written is the word null.
      if known?.changes == table.changes { return (table.changes, Value?.none) }
      return (table.changes, Self.names(of: table))
    }
    if let found { made.withLock { $0 = (found, changes) } }
    let names = found ?? known?.names ?? .object([])
    return .object(names.members + [Member("cache_hit", .bool(found == nil))])
  }

  private static func names(of table: RunsTable) -> Value {
    let (agents, jobs) = (table.agents.used, table.jobs.used)
    return [
      "agent_names": .array(agents.map { .string($0.name) }),
      "job_types": .array(jobs.map { .string($0.name) }),
      "counts": [
        "agent_names": .integer(Int64(agents.count)), "job_types": .integer(Int64(jobs.count)),
        "runs": .integer(Int64(table.entries.count)),
      ],
    ]
  }
}
