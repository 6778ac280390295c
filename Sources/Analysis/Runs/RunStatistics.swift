package import TLM

/// What runs came to: how they stand and how long they took, in all and by agent.
package struct RunStatistics: Sendable {
  /// Runs that were counted together.
  package struct Group: Sendable {
    package private(set) var counts: [Outcome: Int] = [:]
    /// Of those that ended and say how long they took.
    package private(set) var durations = Distribution()
    /// The same by how they ended.
    package private(set) var byStatus: [Outcome: Distribution] = [:]

    /// All runs.
    package var runs: Int { counts.values.reduce(0, +) }

    /// Runs that have ended in a way that somebody knows.
    package var ended: Int {
      counts.reduce(0) { $1.key == .running || $1.key == .unknown ? $0 : $0 + $1.value }
    }

    /// It leaves out the runs that have not ended, and those nobody knows of; nil where none has.
    package var successRate: Double? {
      ended == 0 ? nil : Double(counts[.success] ?? 0) / Double(ended)
    }

    package init() {}

    /// Takes in runs that stand alike.
    package mutating func add(_ runs: Int, _ status: Outcome, taking lengths: Distribution) {
      if runs == 0 { return }
      counts[status, default: 0] += runs
      guard lengths.count > 0 else { return }
      durations.merge(lengths)
      byStatus[status, default: Distribution()].merge(lengths)
    }

    fileprivate mutating func add(_ run: RunRecord) {
      let status = run.status ?? .unknown
      counts[status, default: 0] += 1
      guard let duration = run.duration else { return }
      durations.record(duration)
      byStatus[status, default: Distribution()].record(duration)
    }
  }

  package private(set) var overall = Group()
  private var agents: [Label: Group] = [:]

  /// Of no run yet.
  package init() {}

  package init(of runs: [RunRecord]) {
    for run in runs { add(run) }
  }

  /// Takes in runs of one agent that stand alike.
  package mutating func add(
    _ runs: Int, _ status: Outcome, of agent: String, taking lengths: Distribution
  ) {
    if runs == 0 { return }
    overall.add(runs, status, taking: lengths)
    agents[Label(agent), default: Group()].add(runs, status, taking: lengths)
  }

  /// Takes a run in.
  package mutating func add(_ run: RunRecord) {
    overall.add(run)
    agents[Label(run.agent), default: Group()].add(run)
  }

  /// By agent, in the order of their names.
  package var byAgent: [(agent: String, group: Group)] {
    agents.sorted { $0.key < $1.key }.map { (agent: $0.key.text, group: $0.value) }
  }

  /// The statuses in the order in which they are told.
  package static let order: [Outcome] = [
    .running, .success, .failure, .partial, .timeout, .cancelled, .blocked, .skipped, .unknown,
  ]
}
