import Events

extension Policy {
  /// What is to be done in a mode, as of the last instant of the memory. Nothing is remembered:
  /// what is done comes back from the log by `Policy.Memory.record`.
  ///
  /// What a person approved comes first; then rules in the order of the file, the first that needs
  /// no one ends it.
  public func decide(_ mode: Policy.ModeInForce, _ memory: Policy.Memory) -> Policy.Decision {
    guard let now = memory.time else { return .none }
    var decision = Policy.Decision()
    decision.calibrations = calibrations(memory)
    let rules = rules(from: mode.name)
    for place in rules {
      guard let approved = approved(memory.rules[place].proposal, now) else { continue }
      decision.transition = approved
      return decision
    }
    guard hasDwelt(mode, now) else { return decision }
    for place in rules where mayFire(place, memory, now) {
      let rule = self.rules[place]
      guard rule.requiresHumanApproval else {
        decision.transition = transition(place, memory, now)
        decision.proposals = []
        return decision
      }
      if mayPropose(place, memory, now) {
        decision.proposals.append(transition(place, memory, now))
      }
    }
    return decision
  }

  /// Whether there is certainly nothing to be done, whatever the time: no rule of the mode in force
  /// holds or has a proposal, and no edge was taken too often. Most instants are of this kind.
  ///
  /// - Parameter rules: the places of the rules that lead from the mode in force.
  func isCalm(_ rules: [Int], _ memory: Policy.Memory) -> Bool {
    for place in rules where memory.rules[place].isTrue || memory.rules[place].hasProposal {
      return false
    }
    let limit = oscillation
    return memory.edges.allSatisfy { $0.isCalibrated || !$0.oscillates(limit) }
  }

  private func approved(_ proposal: Policy.Proposal?, _ now: Timestamp) -> ModeTransition? {
    guard let proposal, let by = proposal.approvedBy else { return nil }
    let wanted = proposal.transition
    return ModeTransition(
      from: wanted.from, to: wanted.to, rule: wanted.rule, reasons: wanted.reasons,
      decidedAt: now, approval: .init(of: proposal.id, by: by))
  }

  private func hasDwelt(_ mode: Policy.ModeInForce, _ now: Timestamp) -> Bool {
    guard let since = mode.since, let minimum = self.mode(mode.name)?.minimumDwell else {
      return true
    }
    let age = now.elapsed(since: since)
    // A line from 2099 that changed the mode does not keep it until then.
    return age >= minimum || age.rawValue < -LogClock.tolerance.rawValue
  }

  private func mayFire(_ place: Int, _ memory: Policy.Memory, _ now: Timestamp) -> Bool {
    guard memory.rules[place].isTrue else { return false }
    guard let last = memory.rules[place].lastFired, let rest = rules[place].cooldown else {
      return true
    }
    return now.elapsed(since: last) >= rest
  }

  private func mayPropose(_ place: Int, _ memory: Policy.Memory, _ now: Timestamp) -> Bool {
    guard memory.rules[place].proposal == nil else { return false }
    guard let since = memory.rules[place].restingSince else { return true }
    return now.elapsed(since: since) >= rules[place].rest
  }

  private func transition(
    _ place: Int, _ memory: Policy.Memory, _ now: Timestamp
  ) -> ModeTransition {
    let reasons = wiring.conditionsOfRule[place].compactMap { number -> ModeReason? in
      let (condition, state) = (wiring.conditions[number], memory.conditions[number])
      guard state.isTrue, let value = state.value else { return nil }
      return ModeReason(
        condition.question, value, condition.comparison,
        held: state.heldSince.map { now.elapsed(since: $0) }, isLatched: state.isOnlyLatched)
    }
    let rule = rules[place]
    return ModeTransition(
      from: rule.from, to: rule.to, rule: rule.name, reasons: reasons, decidedAt: now)
  }
}
