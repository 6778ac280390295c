package import Events

/// A policy at work on what the sensors say, instant by instant: the one sequence that a backtest,
/// a live loop and a verification all go through.
///
/// What is done at an instant is the caller's: a backtest does what is decided, a loop appends it.
package struct PolicyCourse: Sendable {
  let plan: CoursePlan
  var memory: PolicyMemory
  /// What the sensors said last, and the mode in force.
  private var readings: CourseReadings
  /// The places of the rules that lead from the mode in force.
  private var rulesInForce: [Int]
  /// The end of what the present instant rests on.
  private(set) var through = Position.start
  /// The lines that were imported, as far as this has come.
  var imported = ImportedStretch()
  /// The last multiple of the interval that was gone through.
  private var ticked = Timestamp(rawValue: .min)
  /// When something last happened that could change a condition.
  private var disturbed = Timestamp(rawValue: .min)
  /// The questions about the sensors that an event fed.
  private var touched: [Int] = []

  /// The course of a policy that has seen nothing.
  init(_ plan: CoursePlan) {
    self.plan = plan
    readings = CourseReadings(plan)
    memory = PolicyMemory(for: plan.policy)
    rulesInForce = plan.policy.rules(from: readings.mode.name)
  }

  var mode: ModeInForce { readings.mode }

  /// Takes in what sensors say at a moment. Where there are several lanes, each of them has its part
  /// of it, before it is gone through.
  mutating func note(_ moment: Moments.Moment, of moments: Moments) {
    for place in moment.brought {
      let answer = moments.answers[place]
      if let reading = moments.reading(answer) {
        memory.observe(reading, question: answer.question, plan.policy)
      }
    }
    for place in moment.answers {
      let answer = moments.answers[place]
      if case .feed = moment.kind { touched.append(answer.question) }
      readings.take(answer, of: moments)
    }
  }

  /// Goes through a moment that is no record of control, after what sensors say of it was noted.
  ///
  /// - Parameter act: what to do at an instant; the conditions are evaluated, nothing is decided.
  mutating func pass(
    _ moment: Moments.Moment, act: (inout PolicyCourse) throws -> Void
  ) rethrows {
    through = moment.through
    switch moment.kind {
    case .record, .untimed: return
    case .feed:
      disturb(moment.event)
      disturb(moment.instant)
      memory.advance(to: moment.instant, plan.policy, readings, touching: touched)
      touched.removeAll(keepingCapacity: true)
      try act(&self)
    case .tick: try tick(moment.instant, act)
    case .quiet:
      // Nothing comes any more: only decisions can change anything, and after a while not even
      // those.
      while ticked < moment.instant {
        let isSettled = ticked.elapsed(since: disturbed) > plan.settling
        try tick(isSettled ? moment.instant : ticked.later(by: plan.interval), act)
      }
    }
  }

  private mutating func tick(
    _ instant: Timestamp, _ act: (inout PolicyCourse) throws -> Void
  ) rethrows {
    ticked = instant
    memory.advance(to: instant, plan.policy, readings)
    try act(&self)
  }

  /// Whether nothing is to be done at the present instant: so it is at most of them.
  var isCalm: Bool { plan.policy.isCalm(rulesInForce, memory) }

  /// What is to be done at the present instant; its time as the log will tell it.
  var decision: Decision {
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
    from: String, to: String, rule: String?, reasons: [Reason], at time: Timestamp
  ) {
    memory.record(
      .transition(from: from, to: to, rule: rule, reasons: reasons, at: time), plan.policy)
    readings.mode = ModeInForce(to, since: time)
    rulesInForce = plan.policy.rules(from: to)
    disturb(time)
    for question in plan.policy.questions.indices
    where plan.asksForMode[question] && plan.policy.isObserved(question: question) {
      memory.observe(Reading(.word(to), at: time), question: question, plan.policy)
    }
  }

  /// Something else was recorded.
  package mutating func record(_ record: ControlRecord) {
    memory.record(record, plan.policy)
    if let time = memory.time { disturb(time) }
  }

  private mutating func disturb(_ time: Timestamp) { disturbed = max(disturbed, time) }
}
