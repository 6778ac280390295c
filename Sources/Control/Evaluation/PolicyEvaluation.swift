import Sensors
package import Events

/// A policy at work on what the sensors say, instant by instant: the one sequence that a backtest,
/// a live loop and a verification all go through.
///
/// What is done at an instant is the caller's: a backtest does what is decided, a loop appends it.
package struct PolicyEvaluation: Sendable {
  let plan: EvaluationPlan
  var memory: Policy.Memory
  /// What the sensors said last, and the mode in force.
  private var readings: EvaluationReadings
  /// The places of the rules that lead from the mode in force.
  private var rulesInForce: [Int]
  /// The end of what the present instant rests on.
  private(set) var through = Position.start
  /// The lines that came through a source, as far as this has come.
  var drained = DrainedStretch()
  /// When something last happened that could change a condition.
  private var disturbances: Disturbances
  /// The questions about the sensors that an event fed.
  private var touched: [Int] = []
  /// By lane, the place of the step that comes next.
  private var next: [Int] = []

  /// The evaluation of a policy that has seen nothing.
  init(_ plan: EvaluationPlan) {
    self.plan = plan
    readings = EvaluationReadings(plan)
    memory = Policy.Memory(for: plan.policy)
    disturbances = Disturbances(settling: plan.settling)
    rulesInForce = plan.policy.rules(from: readings.mode.name)
  }

  var mode: Policy.ModeInForce { readings.mode }

  /// Goes through what the sensors of all lanes say of the same events.
  ///
  /// - Parameters:
  ///   - handle: what to do about an event that control writes, or a person to it, by its number.
  ///   - act: what to do at an instant; the conditions are evaluated, nothing is decided.
  mutating func go(
    through lanes: [EvaluationSteps],
    handle: (inout PolicyEvaluation, ControlEventName, Int) throws -> Void,
    act: (inout PolicyEvaluation) throws -> Void
  ) rethrows {
    next.removeAll(keepingCapacity: true)
    for _ in lanes { next.append(0) }
    while let lane = earliest(of: lanes) {
      let step = lanes[lane].all[next[lane]]
      switch step.kind {
      case .record(let kind):
        next[lane] += 1
        reach(step.through)
        try handle(&self, kind, step.order.number)
      case .pass: try pass(step, lanes, act)
      case .feed, .untimed: try feed(step, lanes, act)
      case .change: preconditionFailure("answers change within a pass")
      }
    }
  }

  /// The first of the lanes whose next step is that of the earliest event.
  private func earliest(of lanes: [EvaluationSteps]) -> Int? {
    var earliest: (lane: Int, order: EvaluationSteps.Order)?
    for lane in lanes.indices {
      guard let order = lanes[lane].order(at: next[lane]) else { continue }
      if earliest.map({ order < $0.order }) ?? true { earliest = (lane, order) }
    }
    return earliest?.lane
  }

  /// Time passes: the same for all lanes, each of which knows what its sensors say meanwhile.
  private mutating func pass(
    _ step: EvaluationSteps.Step, _ lanes: [EvaluationSteps],
    _ act: (inout PolicyEvaluation) throws -> Void
  ) rethrows {
    through = step.through
    for lane in lanes.indices { next[lane] += 1 }
    var instant = step.instant
    while true {
      for lane in lanes.indices {
        while lanes[lane].isChange(at: next[lane], of: step, until: instant) {
          note(lanes[lane].all[next[lane]], of: lanes[lane])
          next[lane] += 1
        }
      }
      memory.advance(to: instant, plan.policy, readings)
      try act(&self)
      if instant >= step.end { return }
      // Where nothing comes any more, only decisions can change anything, and after a while not
      // even those.
      instant = disturbances.next(after: instant, every: plan.interval, to: step.end)
    }
  }

  /// An event has fed sensors of some lanes: their conditions are evaluated.
  private mutating func feed(
    _ step: EvaluationSteps.Step, _ lanes: [EvaluationSteps],
    _ act: (inout PolicyEvaluation) throws -> Void
  ) rethrows {
    through = step.through
    for lane in lanes.indices where lanes[lane].order(at: next[lane]) == step.order {
      note(lanes[lane].all[next[lane]], of: lanes[lane])
      next[lane] += 1
    }
    guard case .feed = step.kind else { return disturb(step.event) }
    disturbances.note(step.event, at: step.instant)
    disturbances.note(step.instant, at: step.instant)
    memory.advance(to: step.instant, plan.policy, readings, touching: touched)
    touched.removeAll(keepingCapacity: true)
    try act(&self)
  }

  /// Takes in what the sensors of one lane say.
  private mutating func note(_ step: EvaluationSteps.Step, of steps: EvaluationSteps) {
    for place in step.brought {
      let answer = steps.answers[place]
      if let reading = steps.reading(answer) {
        memory.observe(reading, question: answer.question, plan.policy)
      }
    }
    for place in step.answers {
      let answer = steps.answers[place]
      if case .feed = step.kind { touched.append(answer.question) }
      readings.take(answer, of: steps)
    }
  }

  /// Whether nothing is to be done at the present instant: so it is at most of them.
  var isCalm: Bool { plan.policy.isCalm(rulesInForce, memory) }

  /// What is to be done at the present instant; its time as the log will tell it.
  var decision: Policy.Decision {
    if isCalm { return .none }
    var decision = plan.policy.decide(mode, memory)
    decision.transition = decision.transition?.asWritten
    decision.proposals = decision.proposals.map(\.asWritten)
    return decision
  }

  /// Everything before a position was read.
  mutating func reach(_ position: Position) { through = max(through, position) }

  /// A transition is in force.
  package mutating func enter(
    from: String, to: String, rule: String?, reasons: [ModeReason], at time: Timestamp
  ) {
    memory.record(
      .transition(from: from, to: to, rule: rule, reasons: reasons, at: time), plan.policy)
    readings.mode = Policy.ModeInForce(to, since: time)
    rulesInForce = plan.policy.rules(from: to)
    disturb(time)
    for question in plan.policy.questions.indices
    where plan.asksForMode[question] && plan.policy.isObserved(question: question) {
      memory.observe(SensorReading(.word(to), at: time), question: question, plan.policy)
    }
  }

  /// Something else was recorded.
  package mutating func record(_ record: ControlRecord) {
    memory.record(record, plan.policy)
    if let time = memory.time { disturb(time) }
  }

  private mutating func disturb(_ time: Timestamp) { disturbances.note(time, at: memory.time) }
}
