import Events

extension Policy.Decision {
  /// The events that say it.
  func events(of evaluation: PolicyEvaluation) -> [NewEvent] {
    // No event of control is older than the mode that it leaves, or nobody would follow it.
    func time(_ time: Timestamp) -> Timestamp { max(time, evaluation.mode.since ?? time) }
    var events = calibrations.map { calibration in
      NewEvent(
        ControlEventName.calibration.rawValue, at: evaluation.memory.time.map(time),
        fields: calibration.fields(scope: evaluation.plan.scope))
    }
    events += proposals.map { wanted in
      NewEvent(
        ControlEventName.proposed.rawValue, at: time(wanted.decidedAt),
        fields: wanted.members(
          ofProposal: evaluation.plan.proposalID(wanted), through: evaluation.through,
          evaluation.plan))
    }
    if let transition {
      events.append(
        NewEvent(
          ControlEventName.transition.rawValue, at: time(transition.decidedAt),
          fields: transition.members(through: evaluation.through, evaluation.plan)))
    }
    return events
  }
}

extension Policy.Calibration {
  func fields(scope: String?) -> [Member] {
    (scope.map { [Member("scope", .string($0))] } ?? []) + [
      Member("from", .string(from)), Member("to", .string(to)),
      Member("times", .array(times.map { .string($0.description) })),
      Member("reasons", .array(reasons.map { .array($0.map(\.json)) })),
      Member("advice", .array(advice.map { .string($0) })),
    ]
  }
}
