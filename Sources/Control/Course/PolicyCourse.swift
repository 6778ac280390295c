package import Events
import Projections

/// A policy at work on a log, event by event: the one sequence of instants that a backtest, a live
/// loop and a verification all go through.
///
/// What is done at an instant is the caller's: a backtest does what is decided, a loop appends it.
/// An event's own instant is the log clock; before it come the multiples of the interval that the
/// log clock passes with it. Events that control itself writes do not move the clock.
package struct PolicyCourse: Sendable {
  let plan: CoursePlan
  private(set) var clock = LogClock()
  private(set) var sensors: SensorMetrics.State
  var memory: PolicyMemory
  private(set) var mode: ModeInForce
  private(set) var imported = ImportedStretch()
  /// The end of what the present instant rests on.
  private(set) var through = Position.start
  /// The last multiple of the interval that was passed.
  private var ticked: Timestamp?
  /// When something last happened that could change a condition.
  private var disturbed = Timestamp(rawValue: .min)
  /// Kept for its memory.
  private var touched: [Int] = []

  /// The course of a policy that has seen nothing.
  package init(_ plan: CoursePlan) {
    self.plan = plan
    sensors = plan.fold.initial
    memory = PolicyMemory(for: plan.policy)
    mode = ModeInForce(plan.policy.modes[0].name, since: nil)
  }

  /// Takes the next event of the log in.
  ///
  /// - Parameters:
  ///   - event: with its time resolved.
  ///   - heed: what to do about an event that control writes, or a person to it; not called for
  ///     imported ones.
  ///   - act: what to do at an instant; the conditions are evaluated, nothing is decided.
  package mutating func take(
    _ event: borrowing Event,
    heed: (inout PolicyCourse, RecordKind, borrowing Event) throws -> Void,
    act: (inout PolicyCourse) throws -> Void
  ) rethrows {
    let entry = plan.entry(of: event)
    through = event.position
    defer { through = event.position.advanced(by: event.line.count + 1) }
    if let entry, entry.isMarker { imported.take(marker: event) }
    if imported.covers(event.position) { return }
    if let entry, let record = entry.record {
      through = event.position.advanced(by: event.line.count + 1)
      return try heed(&self, record, event)
    }
    if event.isTimed, let time = event.time {
      clock.observe(time)
      if let now = clock.now { try pass(now, act: act) }
    }
    guard let entry, let step = entry.step, event.time != nil else { return }
    plan.fold.apply(event, step: step, to: &sensors)
    through = event.position.advanced(by: event.line.count + 1)
    if entry.isAsked { try feed(event, step, act) }
  }

  /// Time has come to `now`: an instant for each multiple of the interval since the last one.
  package mutating func pass(
    _ now: Timestamp, act: (inout PolicyCourse) throws -> Void
  ) rethrows {
    guard let last = ticked else {
      ticked = multiple(atOrBefore: now)
      return
    }
    var next = last.later(by: plan.interval)
    while next <= now && next > ticked ?? next.earlier(by: plan.interval) {
      ticked = next
      memory.advance(to: next, plan.policy, readings)
      try act(&self)
      let isSettled = next.elapsed(since: disturbed) > plan.settling
      let end = multiple(atOrBefore: now)
      next = isSettled && end > next ? end : next.later(by: plan.interval)
    }
  }

  /// What is to be done at the present instant; its time as the log will tell it.
  var decision: Decision {
    var decision = plan.policy.decide(mode, memory)
    decision.transition = decision.transition?.asWritten
    decision.proposals = decision.proposals.map(\.asWritten)
    return decision
  }

  /// Everything before a position was read.
  package mutating func reach(_ position: Position) { through = max(through, position) }

  /// A transition is in force.
  package mutating func enter(
    from: String, to: String, rule: String?, reasons: [Reason], at time: Timestamp
  ) {
    memory.record(
      .transition(from: from, to: to, rule: rule, reasons: reasons, at: time), plan.policy)
    mode = ModeInForce(to, since: time)
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

  /// What the sensors say now.
  var readings: CourseReadings {
    CourseReadings(
      state: StateReadings(plan.fold.table, sensors), asksForMode: plan.asksForMode, mode: mode)
  }

  private mutating func feed(
    _ event: borrowing Event, _ step: Int, _ act: (inout PolicyCourse) throws -> Void
  ) rethrows {
    guard let time = event.time else { return }
    let plan = plan
    var touched = touched
    touched.removeAll(keepingCapacity: true)
    // Moved out and in again, so that changing it copies nothing.
    var memory = memory
    self.memory.conditions = []
    plan.fold.feeds(of: event, step: step) { place, amount in
      let use = plan.sensors[place]
      touched += use.questions
      for question in use.observed {
        let reading: Reading?
        if use.isDirect, let amount {
          reading = Reading(SensorValue(amount), at: time)
        } else {
          let asked = plan.policy.questions[question]
          reading = readings.reading(asked, number: question, at: clock.now ?? time)
        }
        if let reading { memory.observe(reading, question: question, plan.policy) }
      }
    }
    self.memory = memory
    self.touched = touched
    guard !touched.isEmpty else { return }
    disturb(time)
    guard let now = clock.now else { return }
    disturb(now)
    self.memory.advance(to: now, plan.policy, readings, touching: touched)
    try act(&self)
  }

  private mutating func disturb(_ time: Timestamp) { disturbed = max(disturbed, time) }

  private func multiple(atOrBefore time: Timestamp) -> Timestamp {
    let rest = time.rawValue % plan.interval.rawValue
    return time.earlier(
      by: Nanoseconds(rawValue: rest < 0 ? rest + plan.interval.rawValue : rest))
  }
}

/// The sensors of a course, with the mode that is in force there.
struct CourseReadings: Readings {
  let state: StateReadings
  let asksForMode: [Bool]
  let mode: ModeInForce

  func reading(_ question: Question, number: Int, at time: Timestamp) -> Reading? {
    guard asksForMode[number] else {
      return state.reading(question, number: number, at: time)
    }
    return mode.since.map { Reading(.word(mode.name), at: $0) }
  }
}

extension SensorValue {
  init(_ amount: SensorAmount) {
    switch amount {
    case .number(let number): self = .number(number)
    case .word(let word): self = .word(word)
    }
  }
}
