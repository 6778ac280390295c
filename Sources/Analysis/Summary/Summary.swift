package import TLM

/// What happened in a period, and how that differs from another one: what somebody wants to know who
/// finishes a day or a week.
package struct Summary: Sendable {
  /// What was asked for.
  package let question: SummaryQuestion
  /// The period.
  package let now: SummaryFigures
  /// The one that it is compared with; nil: none.
  package let before: SummaryFigures?
  /// The mode in force and how it came to be; nil where no mode ever changed.
  package let mode: ModeRecord?
  /// Sensors that say now what a rule takes for a reason of a worse mode.
  package let alarms: [SensorAlarm]
  /// What is left of the day's budget; nil where rules know none.
  package let budget: BudgetLeft?
  /// What happened on each machine, where that was asked for: modes, sensors and budgets are of no machine
  /// but this one.
  package var hosts: [(name: String, figures: SummaryFigures)]?

  /// - Parameters:
  ///   - before: the same of `question.before`.
  ///   - mode: nil where no mode ever changed.
  package init(
    _ question: SummaryQuestion, now: SummaryFigures, before: SummaryFigures?, mode: ModeRecord?,
    alarms: [SensorAlarm], budget: BudgetLeft? = nil
  ) {
    self.question = question
    self.now = now
    self.before = before
    self.mode = mode
    self.alarms = alarms
    self.budget = budget
  }

  /// Whether nothing happened in the period.
  package var isEmpty: Bool { now.events == 0 }

  /// Whether what belongs to no program is told, too.
  var tellsAll: Bool { question.tool == nil }

  /// How the time of the phases changed; nil where nothing is compared.
  package var phaseChange: PhaseChange? {
    before.map { PhaseChange(now.phases, before: $0.phases, of: phaseTiming) }
  }

  var phaseTiming: PhaseTiming { SummaryFigures.folds(of: question.tool).phases }

  /// Of the attempts that failed, in which phases, of which types and by which programs.
  package var failures: FailureClusters { FailureClusters(now.phases) }
}

extension Store {
  /// What happened in a period.
  ///
  /// - Throws: as `replay`; `ConfigurationError` where prices, sensors or rules are wrong.
  package func summary(_ question: SummaryQuestion) throws -> Summary {
    let rules = try rules().policy
    let stays = try modeStays(under: rules)
    let now = try figures(of: question.period, question, stays)
    let before = try question.before.map { try figures(of: $0, question, stays) }
    let tellsAll = question.tool == nil
    var summary = Summary(
      question, now: now, before: before,
      mode: tellsAll && stays.hasChanges ? stays.record : nil,
      alarms: tellsAll ? try alarms(under: rules, at: question.now) : [],
      budget: tellsAll ? try budgetLeft(under: rules, at: question.now) : nil)
    if question.isByHost { summary.hosts = try hosts(question) }
    return summary
  }

  /// The machines on which something happened.
  private func hosts(
    _ question: SummaryQuestion
  ) throws -> [(name: String, figures: SummaryFigures)] {
    try machines()
      .map { machine in
        let figures = try machine.store.figures(of: question.period, question, nil)
        return (name: machine.name, figures: figures)
      }
      .filter { $0.figures.events > 0 }
  }

  /// - Parameter stays: nil where modes are not told.
  private func figures(
    of period: Period, _ question: SummaryQuestion, _ stays: ModeStays.State?
  ) throws -> SummaryFigures {
    var options = Replay.Options()
    options.bounds = period.bounds
    options.now = question.now
    let (velocity, phases) = SummaryFigures.folds(of: question.tool)
    let folded = try states(
      of: velocity, phases, ToolUsage(), Runs(), IssueContext(), GatedCalls(), options: options)
    let work = try usage(
      UsageQuestion(
        since: period.start, until: period.end, prices: question.prices, hasDetails: true))
    var figures = SummaryFigures(
      period: period, issues: folded.all.0, phases: folded.all.1, tools: folded.all.2,
      runs: folded.all.3, context: folded.all.4, work: work)
    figures.gated = folded.all.5
    figures.events = folded.counts[0].matched
    figures.untimely = folded.counts[0].untimely
    if let stays, stays.hasChanges {
      // What has not come yet is nobody's stay.
      let end = min(period.end, question.now)
      figures.modes = stays.stays(in: Period(start: period.start, end: end))
    }
    return figures
  }

  /// All changes of mode. Asked for as a window of all times, so that what is kept of it is nobody's
  /// projection.
  private func modeStays(under policy: Policy) throws -> ModeStays.State {
    var options = Replay.Options()
    options.bounds.since = Timestamp(rawValue: .min)
    return try state(of: ModeStays(under: policy), options: options).state
  }
}
