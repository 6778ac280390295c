package import Events
import Sensors

/// A policy at work on a log, event by event: its sensors and what it makes of them, in step.
package struct Evaluation: Sendable {
  private var sensing: SensorEvaluation
  /// The sensors of other stores' events, where rules name some.
  private var others: [SensorEvaluation]
  private(set) var policy: PolicyEvaluation
  /// What comes of the present event, by lane, this store's own first; kept for their memory.
  private var steps: [EvaluationSteps]

  /// The evaluation of a policy that has seen nothing.
  package init(_ plan: EvaluationPlan) {
    sensing = SensorEvaluation(plan)
    others = plan.origins.map { SensorEvaluation(plan, $0) }
    steps = Array(repeating: EvaluationSteps(), count: 1 + plan.origins.count)
    policy = PolicyEvaluation(plan)
  }

  /// Begins behind what was pruned.
  mutating func begin(_ beginning: EvaluationBeginning) { policy.begin(beginning) }

  /// The state of the sensors.
  var sensors: SensorState { sensing.state }

  /// Takes the next event of the log in.
  ///
  /// - Parameters:
  ///   - event: with its time resolved.
  ///   - handle: what to do about an event that control writes, or a person to it; not called for
  ///     imported ones.
  ///   - act: what to do at an instant; the conditions are evaluated, nothing is decided.
  package mutating func take(
    _ event: borrowing Event,
    handle: (inout PolicyEvaluation, ControlEventName, borrowing Event) throws -> Void,
    act: (inout PolicyEvaluation) throws -> Void
  ) rethrows {
    clear()
    sensing.take(event, number: 0, &steps[0])
    for lane in others.indices { others[lane].take(event, number: 0, &steps[1 + lane]) }
    policy.drained = sensing.drained
    policy.reach(event.position)
    if case .record(let kind)? = steps[0].all.first?.kind {
      policy.reach(event.end)
      try handle(&policy, kind, event)
    } else {
      try policy.go(through: steps, handle: { _, _, _ in }, act: act)
    }
    policy.reach(event.end)
  }

  /// Time has come to `now`: what waits for a time that has come counts, and there is an instant for
  /// each multiple of the interval since the last one.
  package mutating func pass(
    _ now: Timestamp, act: (inout PolicyEvaluation) throws -> Void
  ) rethrows {
    clear()
    let end = policy.through
    sensing.pass(now, through: end, &steps[0])
    for lane in others.indices { others[lane].pass(now, through: end, &steps[1 + lane]) }
    try policy.go(through: steps, handle: { _, _, _ in }, act: act)
    policy.reach(end)
  }

  /// What waits at the end of the log counts, where it is not later than the reader's now.
  package mutating func believe(
    by now: Timestamp, act: (inout PolicyEvaluation) throws -> Void
  ) rethrows {
    clear()
    sensing.believe(by: now, &steps[0])
    for lane in others.indices { others[lane].believe(by: now, &steps[1 + lane]) }
    try policy.go(through: steps, handle: { _, _, _ in }, act: act)
  }

  private mutating func clear() {
    for lane in steps.indices { steps[lane].removeAll() }
  }

  /// Everything before a position was read.
  package mutating func reach(_ position: Position) { policy.reach(position) }
}
