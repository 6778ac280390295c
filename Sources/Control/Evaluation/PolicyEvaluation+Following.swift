import Events

extension PolicyEvaluation {
  /// What came of an event that control wrote, or a person to it.
  enum Following: Sendable {
    /// It means nothing here.
    case ignored
    case noted
    /// A transition is in force now.
    case entered
    /// A person answered: it may be time to decide.
    case answered
  }

  /// Takes in what the log says was done.
  ///
  /// A transition is followed when its scope is this one's, it begins at the mode in force and is
  /// not older than the one that brought it.
  mutating func follow(_ kind: ControlEventName, _ event: borrowing Event) -> Following {
    guard Label(event.string("scope")) == Label(plan.scope) else { return .ignored }
    switch kind {
    case .transition: return enter(ModeTransitionEvent(event)) ? .entered : .ignored
    case .proposed:
      let said = ModeTransitionEvent(event)
      guard said.policy == plan.identity, let id = said.proposal, let wanted = said.wanted
      else { return .ignored }
      record(.proposed(id: id, wanted))
    case .approved:
      guard let id = event.string("proposal_id") else { return .ignored }
      record(.approved(id: id, by: event.string("by") ?? ""))
      return .answered
    case .rejected:
      guard let id = event.string("proposal_id") else { return .ignored }
      record(.rejected(id: id))
      return .answered
    case .calibration:
      guard let from = event.string("from"), let to = event.string("to") else { return .ignored }
      record(.calibrationProposed(from: from, to: to))
    case .effectStarted, .effect: return .ignored
    }
    return .noted
  }

  /// - Returns: whether it was followed.
  private mutating func enter(_ said: ModeTransitionEvent) -> Bool {
    // One that does not say where it begins begins where we are; an empty name is another mode.
    let from = said.from.own ?? mode.name
    guard let to = said.to.own, !to.isEmpty, to != from, from == mode.name else { return false }
    let time = said.time ?? memory.time ?? Timestamp(rawValue: 0)
    if let since = mode.since, time < since { return false }
    let wanted = said.wanted
    let rule = wanted.flatMap { $0.rule.isEmpty ? nil : $0.rule }
    enter(from: from, to: to, rule: rule, reasons: wanted?.reasons ?? [], at: time)
    return true
  }
}
