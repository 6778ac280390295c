package import Events
package import Journal
import Lines

extension Backtest {
  /// What the log records instead of what the policy would have done: the transitions that were in
  /// force, by rule or by hand, and what was proposed.
  ///
  /// Of a log on which a loop of this policy was at work with the clock of the log, it has the
  /// digest of the backtest.
  ///
  /// - Parameters:
  ///   - source: a log, files, or chunks in memory.
  ///   - beginning: as in `run`.
  ///   - now: as in `run`.
  /// - Throws: `JournalError` where the source cannot be read.
  package func recorded<Source: LineSource & ~Copyable>(
    over source: consuming Source, from beginning: EvaluationBeginning? = nil,
    now: Timestamp? = .current
  ) throws(JournalError) -> Backtest.Result {
    var evaluation = Evaluation(plan)
    if let beginning { evaluation.begin(beginning) }
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
    if let now {
      evaluation.believe(by: now) { evaluation in record.begin(at: evaluation.memory.time) }
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
    case .entered:
      if let taken = ModeTransitionEvent(event).taken { transitions.append(taken) }
    case .noted where kind == .proposed:
      let proposal = Policy.Proposal(ModeTransitionEvent(event), evaluation.plan.policy)
      if let proposal { proposals.append(proposal) }
    case .noted where kind == .calibration:
      if let calibration = Policy.Calibration(event) { calibrations.append(calibration) }
    case .ignored, .noted, .answered: break
    }
  }
}

extension Policy.Proposal {
  /// What the event of a proposal says; nil where it lacks an end, or no rule makes it.
  init?(_ said: ModeTransitionEvent, _ policy: Policy) {
    guard let id = said.proposal, let wanted = said.wanted,
      let rule = policy.rules.first(where: { $0.name == wanted.rule })
    else { return nil }
    self.init(
      id: id, transition: wanted, expiresAt: wanted.decidedAt.later(by: rule.proposalLife))
  }
}

extension Policy.Calibration {
  /// What the event of a calibration says; nil where it lacks an end.
  init?(_ event: borrowing Event) {
    guard let from = event.string("from"), let to = event.string("to") else { return nil }
    self.init(
      from: from, to: to,
      times: Self.texts("times", of: event).compactMap { Timestamp($0) },
      reasons: Self.reasons(of: event), advice: Self.texts("advice", of: event))
  }

  private static func texts(_ name: String, of event: borrowing Event) -> [String] {
    event.value(named: name)?.elements.compactMap(\.text) ?? []
  }

  private static func reasons(of event: borrowing Event) -> [[ModeReason]] {
    guard let list = event.view(named: "reasons") else { return [] }
    var reasons: [[ModeReason]] = []
    list.forEachElement { element in
      var taken: [ModeReason] = []
      element.forEachElement { if let reason = ModeReason($0) { taken.append(reason) } }
      reasons.append(taken)
    }
    return reasons
  }
}
