package import TLM

/// What rules would have done: what `tlm control backtest --json` prints.
package struct BacktestDocument: Document {
  /// What a result is compared with.
  package struct Other {
    package let name: String
    package let result: Backtest.Result

    package init(name: String, _ result: Backtest.Result) {
      self.name = name
      self.result = result
    }
  }

  private let result: Backtest.Result
  private let rules: Rules
  private let sensors: SensorDirectory
  private let other: Other?

  /// - Parameter sensors: those that know the units.
  package init(
    _ result: Backtest.Result, rules: Rules, sensors: SensorDirectory, against other: Other? = nil
  ) {
    self.result = result
    self.rules = rules
    self.sensors = sensors
    self.other = other
  }

  package var json: Value {
    var members = [Member("rules", RuleOriginDocument(rules).json)] + self.members(of: result)
    if let other {
      members += [
        Member(
          "against",
          .object([Member("name", .string(other.name))] + self.members(of: other.result))),
        Member("same", .bool(result.digest == other.result.digest)),
        Member(
          "differences", .array(result.differences(from: other.result).map(Self.difference))),
      ]
    }
    return .object(members)
  }

  private func members(of result: Backtest.Result) -> [Member] {
    [
      Member("policy", .string(result.policy)), Member("digest", .string(result.digest)),
      Member("events", .integer(Int64(result.events))),
      Member("begin", Self.time(result.begin)), Member("end", Self.time(result.end)),
      Member("mode", .string(result.mode)),
      Member("transitions", .array(result.transitions.map(transition))),
      Member("proposals", .array(result.proposals.map(proposal))),
      Member("calibrations", .array(result.calibrations.map(Self.calibration))),
      Member("time_in_mode", .array(result.stays.map { Self.stay($0, of: result) })),
    ]
  }

  private func transition(_ transition: ModeTransition) -> Value {
    [
      "at": .string(transition.decidedAt.description), "from": .string(transition.from),
      "to": .string(transition.to),
      "rule": transition.rule.isEmpty ? .null : .string(transition.rule),
      "why": why(transition, by: transition.approval?.by),
      "proposal_id": transition.approval.map { .string($0.proposal) } ?? .null,
      "approved_by": transition.approval.map { .string($0.by) } ?? .null,
    ]
  }

  private func proposal(_ proposal: Policy.Proposal) -> Value {
    [
      "proposal_id": .string(proposal.id),
      "at": .string(proposal.transition.decidedAt.description),
      "from": .string(proposal.transition.from), "to": .string(proposal.transition.to),
      "rule": .string(proposal.transition.rule),
      "why": why(proposal.transition, by: nil),
      "expires_at": .string(proposal.expiresAt.description),
    ]
  }

  private func why(_ transition: ModeTransition, by: String?) -> Value {
    .string(TransitionSentence(transition, by: by, reason: nil, sensors: sensors).text)
  }
}

extension BacktestDocument {
  private static func stay(_ stay: Backtest.Result.Stay, of result: Backtest.Result) -> Value {
    [
      "mode": .string(stay.mode), "time_s": .double(stay.time.seconds),
      "share": result.share(of: stay).map { .double($0) } ?? .null,
    ]
  }

  private static func calibration(_ calibration: Policy.Calibration) -> Value {
    [
      "from": .string(calibration.from), "to": .string(calibration.to),
      "times": .array(calibration.times.map { .string($0.description) }),
      "advice": .array(calibration.advice.map { .string($0) }),
    ]
  }

  private static func difference(_ difference: Backtest.Difference) -> Value {
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

extension Backtest.Result {
  /// The share of all time that a stay has; nil where there was none.
  package func share(of stay: Stay) -> Double? {
    let whole = stays.reduce(0) { $0 + $1.time.seconds }
    return whole > 0 ? stay.time.seconds / whole : nil
  }
}
