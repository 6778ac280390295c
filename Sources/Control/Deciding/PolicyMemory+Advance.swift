import Sensors
public import Events

extension Policy.Memory {
  /// Evaluates conditions at an instant.
  ///
  /// - Parameters:
  ///   - instant: the log clock, or the clock on the wall.
  ///   - policy: the one that the memory belongs to.
  ///   - readings: the sensors.
  ///   - questions: places of the questions that an event feeds; only their conditions are
  ///     evaluated, the others stay as they were. Nil evaluates all.
  public mutating func advance(
    to instant: Timestamp, _ policy: Policy, _ readings: some Policy.Readings,
    touching questions: [Int]? = nil
  ) {
    let isFirst = time == nil
    let now = max(instant, time ?? instant)
    time = now
    expire(at: now)
    let wiring = policy.wiring
    let (checks, words) = (wiring.checks, wiring.words)
    var hasChanged = isFirst
    if let questions {
      for question in questions {
        hasChanged = ask(question, now, wiring, checks, words, readings) || hasChanged
      }
    } else {
      for question in wiring.questions.indices {
        hasChanged = ask(question, now, wiring, checks, words, readings) || hasChanged
      }
    }
    if hasChanged { refreshRules(policy) }
    if !wiring.derivedConditions.isEmpty, hasChanged || questions == nil,
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
    _ number: Int, _ now: Timestamp, _ wiring: PolicyWiring, _ checks: [ConditionCheck],
    _ words: [String], _ readings: some Policy.Readings
  ) -> Bool {
    var hasChanged = false
    var isAnswered = false
    var reading: SensorReading?
    for entry in wiring.placesOfQuestion[number] {
      let place = wiring.places[entry]
      if checks[place].sustained != nil {
        hasChanged = conditions[place].evaluateHeld(checks[place], words, now) || hasChanged
        continue
      }
      if !isAnswered {
        reading = readings.reading(wiring.questions[number], number: number, at: now)
        isAnswered = true
      }
      hasChanged = conditions[place].evaluate(checks[place], words, reading, now) || hasChanged
    }
    return hasChanged
  }

  /// The rules that hold and make things worse are a reading themselves.
  private mutating func countTrue(_ now: Timestamp, _ policy: Policy) -> Bool {
    var count = 0
    for rule in rules.indices where policy.wiring.isCounted[rule] && rules[rule].isTrue {
      count += 1
    }
    let reading = SensorReading(.number(Double(count)), at: now)
    var hasChanged = false
    let (checks, words) = (policy.wiring.checks, policy.wiring.words)
    for place in policy.wiring.derivedConditions {
      if checks[place].sustained == nil {
        hasChanged = conditions[place].evaluate(checks[place], words, reading, now) || hasChanged
      } else {
        conditions[place].history?.take(reading, now: now, checks[place], words)
        hasChanged = conditions[place].evaluateHeld(checks[place], words, now) || hasChanged
      }
    }
    return hasChanged
  }

  private mutating func refreshRules(_ policy: Policy) {
    let wiring = policy.wiring
    for place in 0..<rules.count {
      let needsAll = wiring.needsAll[place]
      var isTrue = needsAll
      for condition in wiring.conditionsOfRule[place]
      where conditions[condition].isTrue != needsAll {
        isTrue = !needsAll
        break
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
  mutating func evaluate(
    _ check: ConditionCheck, _ words: [String], _ reading: SensorReading?, _ now: Timestamp
  ) -> Bool {
    // What a window says was summed up now.
    let isStale = reading.map { !check.hasWindow && !check.isFresh($0.instant, at: now) } ?? false
    let value = isStale ? nil : reading?.value
    return settle(
      check, words, value, holds: value.map { check.claim.holds($0, words) } ?? false)
  }

  /// Of a condition that asks for how long it was so.
  mutating func evaluateHeld(_ check: ConditionCheck, _ words: [String], _ now: Timestamp) -> Bool {
    history?.advance(to: now, check, words)
    heldSince = history?.heldSince(at: now, check)
    return settle(
      check, words, history?.current(at: now, check), holds: heldSince != nil)
  }

  private mutating func settle(
    _ check: ConditionCheck, _ words: [String], _ value: SensorValue?, holds: Bool
  ) -> Bool {
    let wasTrue = isTrue
    self.value = value?.isNaN == true ? nil : value
    guard let value = self.value else {
      // Without a reading nothing is true, and nothing is cleared.
      isTrue = false
      isOnlyLatched = false
      return wasTrue
    }
    isOnlyLatched = !holds && isLatched && !(check.clear?.holds(value, words) ?? true)
    isTrue = holds || isOnlyLatched
    isLatched = isTrue && check.clear != nil
    return isTrue != wasTrue
  }
}
