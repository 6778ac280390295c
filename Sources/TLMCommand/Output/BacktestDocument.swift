import TLM

extension BacktestView {
  func document(of result: BacktestResult, against other: Other?) -> Value {
    var members = [Member("rules", RulesView.origin(of: rules))] + self.members(of: result)
    if let other {
      members += [
        Member(
          "against",
          .object([Member("name", .string(other.name))] + self.members(of: other.result))),
        Member("same", .bool(result.digest == other.result.digest)),
        Member(
          "differences", .array(result.differences(from: other.result).map(document))),
      ]
    }
    return .object(members)
  }

  private func members(of result: BacktestResult) -> [Member] {
    [
      Member("policy", .string(result.policy)), Member("digest", .string(result.digest)),
      Member("events", .integer(Int64(result.events))),
      Member("begin", Self.time(result.begin)), Member("end", Self.time(result.end)),
      Member("mode", .string(result.mode)),
      Member("transitions", .array(result.transitions.map(document))),
      Member("proposals", .array(result.proposals.map(document))),
      Member("calibrations", .array(result.calibrations.map(document))),
      Member(
        "time_in_mode",
        .array(
          result.stays.map { stay in
            [
              "mode": .string(stay.mode), "time_s": .double(stay.time.seconds),
              "share": BacktestModes.share(stay, of: result).map { .double($0) } ?? .null,
            ]
          })),
    ]
  }

  private func document(_ transition: Transition) -> Value {
    [
      "at": .string(transition.decidedAt.description), "from": .string(transition.from),
      "to": .string(transition.to),
      "rule": transition.rule.isEmpty ? .null : .string(transition.rule),
      "why": events.why(transition, by: transition.approval?.by, reason: nil),
      "proposal_id": transition.approval.map { .string($0.proposal) } ?? .null,
      "approved_by": transition.approval.map { .string($0.by) } ?? .null,
    ]
  }

  private func document(_ proposal: Proposal) -> Value {
    [
      "proposal_id": .string(proposal.id),
      "at": .string(proposal.transition.decidedAt.description),
      "from": .string(proposal.transition.from), "to": .string(proposal.transition.to),
      "rule": .string(proposal.transition.rule),
      "why": events.why(proposal.transition, by: nil, reason: nil),
      "expires_at": .string(proposal.expiresAt.description),
    ]
  }

  private func document(_ calibration: Calibration) -> Value {
    [
      "from": .string(calibration.from), "to": .string(calibration.to),
      "times": .array(calibration.times.map { .string($0.description) }),
      "advice": .array(calibration.advice.map { .string($0) }),
    ]
  }

  private func document(_ difference: BacktestDifference) -> Value {
    [
      "side": .string(difference.side.rawValue),
      "at": .string(difference.step.time.description), "from": .string(difference.step.from),
      "to": .string(difference.step.to),
      "rule": difference.step.rule.isEmpty ? .null : .string(difference.step.rule),
    ]
  }

  private static func time(_ time: Timestamp?) -> Value {
    time.map { .string($0.description) } ?? .null
  }
}
