package import TLM

extension Store {
  /// What became of issues in a period: a summary that knows of nothing else, as nothing else was asked of
  /// the log.
  ///
  /// - Throws: as `replay`.
  package func issueSummary(_ question: SummaryQuestion) throws -> Summary {
    Summary(
      question, now: try issueFigures(of: question.period, question),
      before: try question.before.map { try issueFigures(of: $0, question) }, mode: nil,
      alarms: [], budget: nil)
  }

  private func issueFigures(
    of period: Period, _ question: SummaryQuestion
  ) throws -> SummaryFigures {
    var options = Replay.Options()
    options.bounds = period.bounds
    options.now = question.now
    let (velocity, phases) = SummaryFigures.folds(of: question.tool)
    let folded = try states(of: velocity, phases, options: options)
    var figures = SummaryFigures(
      period: period, issues: folded.all.0, phases: folded.all.1, tools: Rows(), runs: Rows(),
      context: IssueContext().initial, work: UsageAnswer(of: Rows()))
    figures.events = folded.counts[0].matched
    figures.untimely = folded.counts[0].untimely
    return figures
  }
}
