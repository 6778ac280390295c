package import Events

/// What the log says was done about modes.
package enum ControlRecord: Sendable, Equatable {
  /// The mode changed, by a rule or, without one, by hand.
  case transition(from: String, to: String, rule: String?, reasons: [ModeReason], at: Timestamp)
  /// A rule proposed a transition.
  case proposed(id: String, ModeTransition)
  case approved(id: String, by: String)
  case rejected(id: String)
  /// A calibration was proposed for an edge.
  case calibrationProposed(from: String, to: String)
}

extension Policy.Memory {
  /// Takes in what the log says was done; `advance` to the log clock of the event comes before.
  ///
  /// Only what counts is to be recorded: a transition that mode-state did not follow is not.
  ///
  /// - Returns: false where it has no effect: an unknown or expired proposal, an unknown rule.
  @discardableResult
  package mutating func record(_ record: ControlRecord, _ policy: Policy) -> Bool {
    switch record {
    case .transition(let from, let to, let rule, let reasons, let time):
      // No time of an event may lie ahead of the clock: one line from 2099 would block a rule.
      let at = min(time, self.time ?? time)
      for place in rules.indices { rules[place].proposal = nil }
      if let rule, let place = policy.rules.firstIndex(where: { $0.name == rule }) {
        rules[place].lastFired = at
      }
      return count(from, to, reasons, at, policy)
    case .proposed(let id, let transition): return propose(id, transition, policy)
    case .approved(let id, let by):
      guard let place = place(ofProposal: id), rules[place].proposal?.approvedBy == nil else {
        return false
      }
      rules[place].proposal?.approvedBy = by
      return true
    case .rejected(let id):
      guard let place = place(ofProposal: id), let time else { return false }
      rules[place].close(at: time)
      return true
    case .calibrationProposed(let from, let to):
      guard let place = policy.place(ofEdge: from, to) else { return false }
      edges[place].isCalibrated = true
      return true
    }
  }

  /// The proposals that wait for a person, or for the transition after a yes.
  public var proposals: [Policy.Proposal] { rules.compactMap(\.proposal) }

  private func place(ofProposal id: String) -> Int? {
    rules.firstIndex { $0.proposal?.id == id }
  }

  private mutating func propose(_ id: String, _ transition: ModeTransition, _ policy: Policy)
    -> Bool
  {
    guard let place = policy.rules.firstIndex(where: { $0.name == transition.rule }),
      rules[place].proposal == nil
    else { return false }
    let start = min(transition.decidedAt, time ?? transition.decidedAt)
    rules[place].proposal = Policy.Proposal(
      id: id, transition: transition, expiresAt: start.later(by: policy.rules[place].proposalLife))
    return true
  }

  private mutating func count(
    _ from: String, _ to: String, _ reasons: [ModeReason], _ at: Timestamp, _ policy: Policy
  ) -> Bool {
    guard let place = policy.place(ofEdge: from, to) else { return false }
    let most = policy.oscillation.transitions
    edges[place].times.append(at)
    edges[place].reasons.append(reasons)
    if edges[place].times.count > most {
      edges[place].times.removeFirst()
      edges[place].reasons.removeFirst()
    }
    if !edges[place].oscillates(policy.oscillation) { edges[place].isCalibrated = false }
    return true
  }
}

extension EdgeMemory {
  /// Whether it was taken so often that the rules should be looked at.
  func oscillates(_ limit: Policy.OscillationGuard) -> Bool {
    guard times.count >= limit.transitions, let first = times.first, let last = times.last else {
      return false
    }
    return last.elapsed(since: first) <= limit.window
  }
}

extension Policy {
  func place(ofEdge from: String, _ to: String) -> Int? {
    edges.firstIndex { $0.from == from && $0.to == to }
  }
}
