import Events
package import Journal
import Lines

extension Backtest {
  /// What the log records instead of what the policy would have done: the transitions that were in
  /// force, by rule or by hand, and what was proposed.
  ///
  /// Of a log on which a loop of this policy was at work with the clock of the log, it has the
  /// digest of the backtest.
  ///
  /// - Throws: `JournalError` where the source cannot be read.
  package func recorded<Source: LineSource & ~Copyable>(
    over source: consuming Source
  ) throws(JournalError) -> BacktestResult {
    var evaluation = Evaluation(plan)
    var record = Simulation(plan, .never)
    var parser = TimedParser()
    var events = 0
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      events += batch.count
      for index in 0..<batch.count {
        evaluation.take(
          batch.event(at: index),
          handle: { evaluation, kind, event in record.note(kind, event, &evaluation) },
          act: { evaluation in record.begin(at: evaluation.memory.time) })
      }
    }
    return record.result(evaluation.policy, events: events)
  }
}

extension Simulation {
  /// Notes what the log says was done.
  mutating func note(
    _ kind: ControlEventName, _ event: borrowing Event, _ evaluation: inout PolicyEvaluation
  ) {
    switch evaluation.follow(kind, event) {
    case .entered: if let taken = Transition(recorded: event) { transitions.append(taken) }
    case .noted where kind == .proposed:
      if let proposal = Proposal(event, evaluation.plan.policy) { proposals.append(proposal) }
    case .noted where kind == .calibration:
      if let calibration = Calibration(event) { calibrations.append(calibration) }
    case .ignored, .noted, .answered: break
    }
  }
}

extension Transition {
  /// A transition with who approved it; one by hand has no rule.
  init?(recorded event: borrowing Event) {
    guard let said = Transition(event) else { return nil }
    var approval: Approval?
    if let id = event.string("proposal_id"), let by = event.string("approved_by") {
      approval = Approval(of: id, by: by)
    }
    self.init(
      from: said.from, to: said.to, rule: said.rule, reasons: said.reasons,
      decidedAt: said.decidedAt, approval: approval)
  }
}

extension Proposal {
  /// What the event of a proposal says; nil where it lacks an end, or no rule makes it.
  init?(_ event: borrowing Event, _ policy: Policy) {
    guard let id = event.string("proposal_id"), let wanted = Transition(event),
      let rule = policy.rules.first(where: { $0.name == wanted.rule })
    else { return nil }
    self.init(
      id: id, transition: wanted, expiresAt: wanted.decidedAt.later(by: rule.proposalLife))
  }
}

extension Calibration {
  /// What the event of a calibration says; nil where it lacks an end.
  init?(_ event: borrowing Event) {
    guard let from = event.string("from"), let to = event.string("to") else { return nil }
    func list(_ value: Value?) -> [Value] { if case .array(let list)? = value { list } else { [] } }
    func text(_ value: Value) -> String? { if case .string(let text) = value { text } else { nil } }
    self.init(
      from: from, to: to,
      times: list(event.value(named: "times")).compactMap { text($0).flatMap { Timestamp($0) } },
      reasons: list(event.value(named: "reasons")).map { list($0).compactMap(Reason.init) },
      advice: list(event.value(named: "advice")).compactMap(text))
  }
}
