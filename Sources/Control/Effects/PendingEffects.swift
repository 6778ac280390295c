import Events

/// A transition that came into force, with the effects of its rule that are still to come.
struct PendingEffects: Sendable {
  /// Where the transition stands.
  let transition: Position
  /// Its line, without the newline.
  let line: [UInt8]
  let time: Timestamp?
  let from: String
  let to: String
  let rule: String
  let effects: [Policy.Effect]
  /// The place of the next one; never beyond the last.
  var next = 0

  /// The effects of a transition; nil where it has none: it was made by hand, or decided by other
  /// rules than those of the plan.
  init?(of event: borrowing Event, _ plan: EvaluationPlan, from: String, to: String) {
    let said = ModeTransitionEvent(event)
    guard said.policy == plan.identity, let name = said.rule,
      let rule = plan.policy.rules.first(where: { $0.name == name }), !rule.effects.isEmpty
    else { return nil }
    transition = said.position
    line = RecordedEvent(copying: event).line
    time = said.time
    (self.from, self.to) = (from, to)
    self.rule = name
    effects = rule.effects
  }

  /// The next effect, and how events name it.
  var current: Policy.Effect { effects[next] }
  var record: EffectRecord {
    EffectRecord(
      id: "\(transition.rawValue).\(next)", transition: transition, rule: rule,
      effect: current.words)
  }
}
