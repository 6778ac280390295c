@testable import Control
import Events

extension PlainModel {
  /// What is to be done now, worked out from everything that happened.
  func decide(_ mode: Policy.ModeInForce) -> Policy.Decision {
    guard let now else { return .none }
    var decision = Policy.Decision()
    decision.calibrations = calibrations()
    let places = policy.rules.indices.filter { policy.rules[$0].from == mode.name }
    for place in places {
      guard let open = openProposal(place), let by = open.approvedBy else { continue }
      let wanted = open.transition
      decision.transition = ModeTransition(
        from: wanted.from, to: wanted.to, rule: wanted.rule, reasons: wanted.reasons,
        decidedAt: Timestamp(rawValue: now), approval: .init(of: open.id, by: by))
      return decision
    }
    let dwell = policy.modes.first { $0.name == mode.name }?.minimumDwell.rawValue ?? 0
    if let since = mode.since, now - since.rawValue < dwell { return decision }
    for place in places where isTrueNow(place) {
      let rule = policy.rules[place]
      if let fired = lastFired(rule.name), now - fired < rule.cooldown?.rawValue ?? 0 { continue }
      if !rule.requiresHumanApproval {
        decision.transition = transition(place, now)
        decision.proposals = []
        return decision
      }
      if openProposal(place) == nil, !rests(place, now) {
        decision.proposals.append(transition(place, now))
      }
    }
    return decision
  }

  /// The proposals that a person could still answer.
  var open: [Policy.Proposal] { policy.rules.indices.compactMap { openProposal($0) } }

  private func isTrueNow(_ place: Int) -> Bool {
    for case .instant(_, _, let rules) in entries.reversed() { return rules[place] }
    return false
  }

  private func lastFired(_ rule: String) -> Instant? {
    for case .transition(_, _, rule, _, let time) in entries.reversed() { return time }
    return nil
  }

  private func transition(_ place: Int, _ now: Instant) -> ModeTransition {
    let rule = policy.rules[place]
    let start = policy.rules[..<place].map(\.conditions.count).reduce(0, +)
    let reasons = rule.conditions.enumerated().compactMap { offset, condition -> ModeReason? in
      guard let look = lastLook(start + offset), look.isTrue, let value = look.value else {
        return nil
      }
      return ModeReason(
        condition.question, value, condition.comparison,
        held: look.since.map { Nanoseconds(rawValue: now - $0) }, isLatched: !look.holds)
    }
    return ModeTransition(
      from: rule.from, to: rule.to, rule: rule.name, reasons: reasons,
      decidedAt: Timestamp(rawValue: now))
  }

  // MARK: Proposals

  /// The last proposal of a rule, how it ended if it did, and whether the conditions held then.
  private func lastProposal(_ place: Int) -> (Policy.Proposal?, restingFrom: (Int, Instant)?) {
    var open: Policy.Proposal?
    var closed: (Int, Instant)?
    var time: Instant = 0
    var wasTrue = false
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .instant(let now, _, let rules):
        if let waiting = open, waiting.approvedBy == nil, waiting.expiresAt.rawValue <= now {
          closed = wasTrue ? (index, waiting.expiresAt.rawValue) : nil
          open = nil
        }
        time = now
        wasTrue = rules[place]
      case .transition: open = nil
      case .proposed(let id, let wanted) where wanted.rule == policy.rules[place].name:
        let expiry = wanted.decidedAt.rawValue + policy.rules[place].proposalLife.rawValue
        open = PlainModel.proposal(id, wanted, expiry, nil)
        closed = nil
      case .approved(let id, let by):
        if let waiting = open, waiting.id == id, waiting.approvedBy == nil {
          open = PlainModel.proposal(id, waiting.transition, waiting.expiresAt.rawValue, by)
        }
      case .rejected(let id):
        if open?.id == id {
          open = nil
          closed = wasTrue ? (index, time) : nil
        }
      default: continue
      }
    }
    return (open, closed)
  }

  private func openProposal(_ place: Int) -> Policy.Proposal? { lastProposal(place).0 }

  /// "None again after a rejection or expiry until its conditions were once false or
  /// `cooldown_seconds` (default 300) passed."
  private func rests(_ place: Int, _ now: Instant) -> Bool {
    guard let (index, time) = lastProposal(place).restingFrom else { return false }
    for case .instant(_, _, let rules) in entries[index...] where !rules[place] { return false }
    return now - time < policy.rules[place].cooldown?.rawValue ?? 300_000_000_000
  }

  private static func proposal(
    _ id: String, _ transition: ModeTransition, _ expiry: Instant, _ by: String?
  ) -> Policy.Proposal {
    Policy.Proposal(
      id: id, transition: transition, expiresAt: Timestamp(rawValue: expiry), approvedBy: by)
  }

  // MARK: Oscillation

  /// "The same edge taken 3 times or more in 600 s": told once for as long as it goes on.
  private func calibrations() -> [Policy.Calibration] {
    policy.edges.compactMap { edge in
      var taken: [(time: Instant, reasons: [ModeReason])] = []
      var isTold = false
      for entry in entries {
        switch entry {
        case .transition(edge.from, edge.to, _, let reasons, let time):
          taken.append((time, reasons))
          if !oscillates(taken.map(\.time)) { isTold = false }
        case .calibrated(edge.from, edge.to): isTold = true
        default: continue
        }
      }
      guard oscillates(taken.map(\.time)), !isTold else { return nil }
      let last = taken.suffix(policy.oscillation.transitions)
      return Policy.Calibration(
        from: edge.from, to: edge.to, times: last.map { Timestamp(rawValue: $0.time) },
        reasons: last.map(\.reasons), advice: [])
    }
  }

  private func oscillates(_ times: [Instant]) -> Bool {
    let last = times.suffix(policy.oscillation.transitions)
    guard last.count == policy.oscillation.transitions else { return false }
    return last.last! - last.first! <= policy.oscillation.window.rawValue
  }
}
