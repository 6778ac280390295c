package import TLM

/// What happened in one period, as states of folds.
package struct SummaryFigures: Sendable {
  /// The period.
  package let period: Period
  /// Events whose time lies in it.
  package var events = 0
  /// Events that are in no period, as nobody can read their time.
  package var untimely = 0
  /// Issues: started, completed, how they ended.
  package var issues: Velocity.State
  /// Where their time went, and in which phases they failed.
  package var phases: PhaseTiming.State
  /// Calls of tools, and what programs emitted.
  package var tools: Rows<ToolUsage.Row>
  /// Runs of jobs.
  package var runs: Rows<Runs.Row>
  /// Context that issues had in use.
  package var context: IssueContext.State
  /// Calls that a gate refused.
  package var gated = GatedCalls.State()
  /// The work of agents, with details.
  package var work: UsageAnswer
  /// How long each mode was in force, in nanoseconds, and how often modes changed; nil where no mode
  /// ever changed.
  package var modes: (time: [Label: Int128], changes: Int)?

  /// What it rests on, all with their usual parameters but for the tool.
  package static func folds(of tool: String?) -> (velocity: Velocity, phases: PhaseTiming) {
    (Velocity(per: .day, tool: tool), PhaseTiming(tool: tool))
  }
}

/// What a summary is asked for.
package struct SummaryQuestion: Sendable {
  /// What it is of.
  package var period: Period
  /// What that is compared with; nil: nothing.
  package var before: Period?
  /// Only what this program emitted about issues; nil: everything. Calls, runs, agents' work, modes and
  /// sensors are nobody's, and left out where a program is named.
  package var tool: String?
  /// Whether each machine's part is told, too.
  package var isByHost = false
  /// What tokens cost.
  package var prices = PriceTable.shipped
  /// The reader's now.
  package var now: Timestamp

  /// All of a period, compared with nothing.
  package init(of period: Period, now: Timestamp) {
    self.period = period
    self.now = now
  }
}
