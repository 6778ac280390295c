import Analysis
import Events
import Server
import TLM

/// How the service is, in the documents that its clients have always looked at. Those are of a database,
/// which is not there: what stands for it are constants.
enum ServiceState {
  static let routes = [health, metrics]

  private static let journal: (mode: Value, synchronous: Value) = ("DELETE", "FULL")

  private static let health = RunsRoute(
    method: "GET", path: "/health", about: "Whether the service is there.", takesToken: false,
    isLimited: false,
    answers: [
      (
        200, "It is.",
        RunsSchema.object("status", "version", "db_path", "journal_mode", "synchronous")
      )
    ]
  ) { _, desk in
    Response(json: [
      "status": "ok", "version": "3.0.0", "db_path": .string(desk.store.location.path),
      "journal_mode": journal.mode, "synchronous": journal.synchronous,
    ])
  }

  private static let metrics = RunsRoute(
    method: "GET", path: "/metrics", about: "How many runs there are, and whose, as JSON.",
    takesToken: false, isLimited: false,
    answers: [
      (200, "The counts.", RunsSchema.object("total_runs", "agents", "recent_24h", "performance"))
    ]
  ) { _, desk in
    let now = Timestamp.current
    let since = Timestamp(rawValue: now.rawValue - 86_400_000_000_000)
    let (total, agents, recent) = try desk.book.ask { table in
      (table.entries.count, table.agents.used, table.count(since: since))
    }
    let unnamed = total - agents.reduce(0) { $0 + $1.runs }
    let all = agents + (unnamed > 0 ? [(name: "unknown", runs: unnamed)] : [])
    let sorted = all.sorted { ($1.runs, $0.name) < ($0.runs, $1.name) }
    return Response(json: [
      "total_runs": .integer(Int64(total)),
      "agents": .object(sorted.map { Member($0.name, .integer(Int64($0.runs))) }),
      "recent_24h": .integer(Int64(recent)),
      "performance": [
        "db_path": .string(desk.store.location.path), "journal_mode": journal.mode,
      ],
    ])
  }
}
