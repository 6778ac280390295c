import Events
import Lines

/// Recorded transitions, each held against what the policy decides at its instant.
struct RecordedCheck {
  private struct Recorded {
    let position: Position
    let through: Position
    let transition: ModeTransition
    let said: Said
  }

  /// What a transition's event says that the policy can confirm.
  private struct Said: Equatable {
    let from, to, rule: String?
    let decidedAt: String?
    let reasons: Value?
    let approvedBy: String?

    init(_ event: borrowing Event) {
      from = event.string("from")
      to = event.string("to")
      rule = event.string("rule")
      decidedAt = event.string("decided_at")
      reasons = event.value(named: "reasons")
      approvedBy = event.string("approved_by")
    }
  }

  private let plan: EvaluationPlan
  private let beginning: EvaluationBeginning
  private(set) var result = ControlVerification.Result()
  /// Those to be confirmed, by the order of what they were decided from.
  private var open: [Recorded] = []
  /// Those that were met at their instant, by position.
  private var ahead: Set<Position> = []

  init(_ plan: EvaluationPlan, _ beginning: EvaluationBeginning) {
    self.plan = plan
    self.beginning = beginning
  }

  /// Notes a recorded transition.
  mutating func note(_ event: borrowing Event) {
    guard event.name == ControlEventName.transition.rawValue,
      Label(event.string("scope")) == Label(plan.scope)
    else { return }
    let said = ModeTransitionEvent(event)
    guard said.rule != nil else { return result.manual += 1 }
    guard said.policy == plan.identity else { return result.foreign += 1 }
    guard let transition = said.wanted, let through = said.through,
      through >= 0, through <= event.position.rawValue
    else {
      return doubt(event.position, "it does not say which earlier events it was decided from")
    }
    let recorded = Recorded(
      position: event.position, through: Position(rawValue: through), transition: transition,
      said: Said(event))
    let place = open.lastIndex { $0.through <= recorded.through }.map { $0 + 1 } ?? 0
    open.insert(recorded, at: place)
  }

  /// An instant of the evaluation: the recorded transition that names it must be what is decided.
  mutating func act(_ evaluation: inout PolicyEvaluation) {
    guard let first = open.first, first.through == evaluation.through,
      let wanted = evaluation.decision.transition,
      wanted.decidedAt == first.transition.decidedAt
    else { return }
    confirm(first, wanted, &evaluation)
  }

  /// Before the line at a position is read: whatever was decided from what stands before it has its
  /// instant now. What an event's own instant decided was met when that was taken.
  mutating func settle(before position: Position, _ evaluation: inout Evaluation) {
    while let first = open.first, first.through <= position {
      evaluation.reach(first.through)
      if first.through == evaluation.policy.through {
        let time = first.transition.decidedAt
        // To an evaluation in which no time has passed yet the first instant would be the beginning.
        evaluation.pass(time.earlier(by: plan.interval)) { evaluation in act(&evaluation) }
        evaluation.pass(time) { evaluation in act(&evaluation) }
        guard open.first?.position == first.position else { continue }
      }
      open.removeFirst()
      doubt(first, "the rules decide no transition at its through and decided_at")
    }
  }

  mutating func handle(
    _ kind: ControlEventName, _ event: borrowing Event, _ evaluation: inout PolicyEvaluation
  ) {
    if ahead.remove(event.position) != nil { return }
    if case .answered = evaluation.follow(kind, event) { act(&evaluation) }
  }

  private mutating func confirm(
    _ recorded: Recorded, _ wanted: ModeTransition, _ evaluation: inout PolicyEvaluation
  ) {
    open.removeFirst()
    let event = NewEvent(
      ControlEventName.transition.rawValue,
      fields: wanted.members(through: evaluation.through, plan)
    )
    let batch = LineParser().parse(LineChunk(event.line()))
    if batch.count > 0, Said(batch.event(at: 0)) == recorded.said {
      result.confirmed += 1
    } else {
      doubt(
        recorded,
        "the rules decide \(wanted.from) to \(wanted.to) by \(wanted.rule) there, with other words")
    }
    ahead.insert(recorded.position)
    evaluation.enter(
      from: wanted.from, to: wanted.to, rule: wanted.rule, reasons: wanted.reasons,
      at: wanted.decidedAt)
  }

  /// What rests on lines that are gone is no doubt.
  private mutating func doubt(_ recorded: Recorded, _ reason: String) {
    if beginning.mayPrecede(recorded.transition.decidedAt, plan) {
      result.pruned += 1
    } else {
      doubt(recorded.position, reason)
    }
  }

  private mutating func doubt(_ position: Position, _ reason: String) {
    let doubt = ControlVerification.Doubt(position: position, reason: reason)
    let place = result.doubts.lastIndex { $0.position < position }.map { $0 + 1 } ?? 0
    result.doubts.insert(doubt, at: place)
  }
}
