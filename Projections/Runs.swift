public import Events

/// The runs of jobs, each a row of what its records say together.
///
/// Records named `run` with one event id merge, or with one run id where they have no event id:
/// later fields that are not null win, and a final status is undone by a running one only where
/// somebody changes what is known of the run.
public struct Runs: KeyedProjection, Reporting {
  public static let name = "runs"
  public static let version = 2

  public init() {}

  public var body: Handlers<Rows<Runs.Row>> {
    On("run") { event, rows in
      guard let key = Label(event.eventID ?? event.runID) else { return }
      rows[key, default: Runs.Row()].merge(event)
    }
  }

  /// Counts by status, in all and by agent.
  public func report(of rows: Rows<Runs.Row>) -> Value {
    let (total, agents) = Self.tallies(of: rows)
    return [
      "runs": .integer(Int64(rows.count)),
      "overall": total.value,
      "by_agent": .object(agents.map { Member($0.agent.text, $0.tally.value) }),
    ]
  }

  /// All runs, and those of each agent.
  static func tallies(
    of rows: Rows<Runs.Row>
  ) -> (total: RunTally, agents: [(agent: Label, tally: RunTally)]) {
    var total = RunTally()
    var agents: [Label: RunTally] = [:]
    rows.forEach { _, row in
      total.add(row.status)
      agents[row.agent, default: RunTally()].add(row.status)
    }
    return (total, agents.sorted { $0.key < $1.key }.map { (agent: $0.key, tally: $0.value) })
  }
}
