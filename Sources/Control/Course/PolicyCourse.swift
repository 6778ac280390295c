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
  /// What the sensors say, and the mode in force.
  private(set) var readings: CourseReadings
  var memory: PolicyMemory
  /// The places of the rules that lead from the mode in force.
  private var rulesInForce: [Int]
  private(set) var imported = ImportedStretch()
  /// The end of what the present instant rests on.
  private(set) var through = Position.start
  /// The last multiple of the interval that was passed.
  private var ticked: Timestamp?
  /// When something last happened that could change a condition.
  private var disturbed = Timestamp(rawValue: .min)
  /// What the present event fed; kept for their memory.
  private var feeds = SensorFeeds()
  private var touched: [Int] = []

  /// The course of a policy that has seen nothing.
  package init(_ plan: CoursePlan) {
    self.plan = plan
    readings = CourseReadings(plan)
    memory = PolicyMemory(for: plan.policy)
    rulesInForce = plan.policy.rules(from: readings.mode.name)
  }

  /// The state of the sensors.
  var sensors: SensorMetrics.State { readings.state }

  var mode: ModeInForce { readings.mode }

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
    feeds.restart(isWanted: entry.isAsked)
    plan.fold.apply(event, step: step, to: &readings.state, &feeds)
    through = event.position.advanced(by: event.line.count + 1)
    if !feeds.all.isEmpty { try feed(event.time, act) }
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
      readings.settle(at: max(next, memory.time ?? next))
      memory.advance(to: next, plan.policy, readings)
      try act(&self)
      let isSettled = next.elapsed(since: disturbed) > plan.settling
      let end = multiple(atOrBefore: now)
      next = isSettled && end > next ? end : next.later(by: plan.interval)
    }
  }

  /// What is to be done at the present instant; its time as the log will tell it.
  var decision: Decision {
    if plan.policy.isCalm(rulesInForce, memory) { return .none }
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

  /// The sensors that an event of a time has fed: their conditions are evaluated.
  private mutating func feed(
    _ time: Timestamp?, _ act: (inout PolicyCourse) throws -> Void
  ) rethrows {
    guard let time else { return }
    touched.removeAll(keepingCapacity: true)
    for feed in feeds.all {
      touched += plan.sensors[feed.sensor].questions
      observe(feed, at: time)
    }
    guard !touched.isEmpty else { return }
    disturb(time)
    guard let now = clock.now else { return }
    disturb(now)
    readings.settle(touched, at: max(now, memory.time ?? now))
    memory.advance(to: now, plan.policy, readings, touching: touched)
    try act(&self)
  }

  private mutating func observe(_ feed: SensorFeeds.Feed, at time: Timestamp) {
    let use = plan.sensors[feed.sensor]
    for question in use.observed {
      let reading: Reading?
      if use.isDirect, let amount = feed.amount {
        reading = Reading(SensorValue(amount), at: time)
      } else {
        let now = clock.now ?? time
        readings.settle([question], at: now)
        reading = readings.reading(plan.policy.questions[question], number: question, at: now)
      }
      if let reading { memory.observe(reading, question: question, plan.policy) }
    }
  }

  private mutating func disturb(_ time: Timestamp) { disturbed = max(disturbed, time) }

  private func multiple(atOrBefore time: Timestamp) -> Timestamp {
    let rest = time.rawValue % plan.interval.rawValue
    return time.earlier(
      by: Nanoseconds(rawValue: rest < 0 ? rest + plan.interval.rawValue : rest))
  }
}
