public import Events

extension PolicyMemory {
  /// Evaluates conditions at an instant.
  ///
  /// - Parameters:
  ///   - instant: the log clock, or the clock on the wall.
  ///   - policy: the one that the memory belongs to.
  ///   - readings: the sensors.
  ///   - questions: places of the questions that an event feeds; only their conditions are
  ///     evaluated, the others stay as they were. Nil evaluates all.
  public mutating func advance(
    to instant: Timestamp, _ policy: Policy, _ readings: some Readings,
    touching questions: [Int]? = nil
  ) {
    let isFirst = time == nil
    let now = max(instant, time ?? instant)
    time = now
    expire(at: now)
    var hasChanged = isFirst
    if let questions {
      for question in questions { hasChanged = ask(question, now, policy, readings) || hasChanged }
    } else {
      for question in policy.questions.indices {
        hasChanged = ask(question, now, policy, readings) || hasChanged
      }
    }
    if hasChanged { refreshRules(policy) }
    if !policy.wiring.derivedConditions.isEmpty, hasChanged || questions == nil,
      countTrue(now, policy)
    {
      refreshRules(policy)
      hasChanged = true
    }
    // Only now: before its own count was taken, a rule may have looked false.
    if hasChanged { endRests() }
  }

  /// - Returns: whether a condition became true or false.
  private mutating func ask(
    _ number: Int, _ now: Timestamp, _ policy: Policy, _ readings: some Readings
  ) -> Bool {
    var hasChanged = false
    var answer: Reading??
    for place in policy.wiring.conditionsOfQuestion[number] {
      let condition = policy.wiring.conditions[place]
      guard condition.sustained == nil else {
        hasChanged = conditions[place].evaluateHeld(condition, now) || hasChanged
        continue
      }
      let reading: Reading?
      if let answer {
        reading = answer
      } else {
        reading = readings.reading(condition.question, number: number, at: now)
        answer = .some(reading)
      }
      hasChanged = conditions[place].evaluate(condition, reading, now) || hasChanged
    }
    return hasChanged
  }

  /// The rules that hold and make things worse are a reading themselves.
  private mutating func countTrue(_ now: Timestamp, _ policy: Policy) -> Bool {
    var count = 0
    for rule in rules.indices where policy.wiring.isCounted[rule] && rules[rule].isTrue {
      count += 1
    }
    let reading = Reading(.number(Double(count)), at: now)
    var hasChanged = false
    for place in policy.wiring.derivedConditions {
      let condition = policy.wiring.conditions[place]
      if condition.sustained == nil {
        hasChanged = conditions[place].evaluate(condition, reading, now) || hasChanged
      } else {
        conditions[place].history?.take(reading, now: now, condition)
        hasChanged = conditions[place].evaluateHeld(condition, now) || hasChanged
      }
    }
    return hasChanged
  }

  private mutating func refreshRules(_ policy: Policy) {
    for (place, rule) in policy.rules.enumerated() {
      let range = policy.wiring.conditionsOfRule[place]
      let isTrue =
        switch rule.logic {
        case .any: conditions[range].contains { $0.isTrue }
        case .all: conditions[range].allSatisfy { $0.isTrue }
        }
      rules[place].isTrue = isTrue
    }
  }

  /// What was once false is news when it holds again.
  private mutating func endRests() {
    for place in rules.indices where !rules[place].isTrue { rules[place].restingSince = nil }
  }

  private mutating func expire(at now: Timestamp) {
    for place in rules.indices where rules[place].hasProposal {
      guard let proposal = rules[place].proposal, proposal.approvedBy == nil,
        proposal.expiresAt <= now
      else { continue }
      rules[place].close(at: proposal.expiresAt)
    }
  }
}

extension RuleMemory {
  /// The proposal was turned down, or nobody answered in time.
  mutating func close(at time: Timestamp) {
    proposal = nil
    // If its conditions are false already, the next time that they hold is news.
    restingSince = isTrue ? time : nil
  }
}

extension ConditionMemory {
  /// Of a condition on the current reading or on a window.
  ///
  /// - Returns: whether it became true or false.
  mutating func evaluate(_ condition: Condition, _ reading: Reading?, _ now: Timestamp) -> Bool {
    // What a window says was summed up now.
    let isStale =
      reading.map { condition.question.window_s == nil && !condition.isFresh($0.time, at: now) }
      ?? false
    let value = isStale ? nil : reading?.value
    return settle(condition, value, holds: value.map(condition.comparison.holds) ?? false)
  }

  /// Of a condition that asks for how long it was so.
  mutating func evaluateHeld(_ condition: Condition, _ now: Timestamp) -> Bool {
    history?.advance(to: now, condition)
    heldSince = history?.heldSince(at: now, condition)
    return settle(
      condition, history?.current(at: now, condition), holds: heldSince != nil)
  }

  private mutating func settle(_ condition: Condition, _ value: SensorValue?, holds: Bool) -> Bool {
    let wasTrue = isTrue
    self.value = value?.isNaN == true ? nil : value
    guard let value = self.value else {
      // Without a reading nothing is true, and nothing is cleared.
      isTrue = false
      isOnlyLatched = false
      return wasTrue
    }
    isOnlyLatched = !holds && isLatched && !(condition.clear?.holds(value) ?? true)
    isTrue = holds || isOnlyLatched
    isLatched = isTrue && condition.clear != nil
    return isTrue != wasTrue
  }
}
