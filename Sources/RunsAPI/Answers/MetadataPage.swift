import Analysis
import Events
import SystemCalls

/// The names that lists can be picked by, made anew once a run has changed.
final class MetadataPage: Sendable {
  private let made = Guarded<(names: Value, state: State)?>(nil)

  /// How the table stood that the names are of.
  private struct State: Equatable, Sendable {
    let generation: Int
    let changes: Int

    init(_ table: RunsTable) { (generation, changes) = (table.generation, table.changes) }
  }

  /// The document, and whether it was there already.
  func document(_ book: RunsBook) throws -> Value {
    let known = made.withLock { $0 }
    let (state, found) = try book.ask { table -> (State, Value?) in
      let state = State(table)
      // A nil of its own: one that is written is the word null.
      return (state, known?.state == state ? Value?.none : Self.names(of: table))
    }
    if let found { made.withLock { $0 = (found, state) } }
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
