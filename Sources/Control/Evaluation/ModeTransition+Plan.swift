import Events

extension ModeTransition {
  /// The members of the event that says that a plan decided it.
  ///
  /// - Parameter through: the end of the last line that was decided from.
  func members(through: Position, _ plan: EvaluationPlan) -> [Member] {
    members(scope: plan.scope, through: through, by: .policy(plan.identity))
  }

  /// The members of the event by which a plan asks for it.
  func members(ofProposal id: String, through: Position, _ plan: EvaluationPlan) -> [Member] {
    let rule = plan.policy.rules.first { $0.name == self.rule }
    let end = rule.map { decidedAt.later(by: $0.proposalLife) }
    return members(
      scope: plan.scope, through: through,
      by: .proposal(policy: plan.identity, id: id, expiresAt: end))
  }

  /// With its instant in whole microseconds, as lines of a log say it.
  var asWritten: ModeTransition {
    let rest = decidedAt.rawValue % 1000
    guard rest != 0 else { return self }
    return ModeTransition(
      from: from, to: to, rule: rule, reasons: reasons,
      decidedAt: decidedAt.earlier(by: Nanoseconds(rawValue: rest < 0 ? rest + 1000 : rest)),
      approval: approval)
  }
}
