import Events
import Projections

/// The sensors of a policy on their way through a log: says at which instants the policy has to look
/// at them, and what they say there. It knows nothing of modes and decisions.
///
/// An event's own instant is the log clock; before it come the multiples of the interval that the
/// log clock passes with it. Events that control itself writes do not move the clock.
struct SensorCourse: Sendable {
  private let plan: CoursePlan
  private let lane: SensorLane
  private(set) var state: SensorMetrics.State
  private(set) var imported = ImportedStretch()
  private var clock = LogClock()
  /// The greatest instant so far.
  private var latest: Timestamp?
  /// The last multiple of the interval that was passed.
  private var ticked: Timestamp?
  /// When something last happened that could change what a sensor of any lane says.
  private var disturbed = Timestamp(rawValue: .min)
  /// What the present event fed; kept for its memory.
  private var feeds = SensorFeeds()

  /// Before the first event.
  ///
  /// - Parameter lane: the sensors, where they are not all of the plan.
  init(_ plan: CoursePlan, _ lane: SensorLane? = nil) {
    self.plan = plan
    self.lane = lane ?? plan.sensors
    state = self.lane.fold.initial
    for question in self.lane.questions { question?.keepSum(in: &state) }
  }

  /// Takes the next event of the log in.
  ///
  /// - Parameters:
  ///   - event: with its time resolved.
  ///   - number: its number in its batch.
  ///   - moments: gets to know what comes of it.
  mutating func take(_ event: borrowing Event, number: Int, _ moments: inout Moments) {
    let entry = lane.entries.entry(of: event)
    if let entry, entry.isMarker { imported.take(marker: event) }
    if imported.covers(event.position) { return }
    if let entry, let record = entry.record {
      if lane.tellsRecords {
        moments.append(.init(kind: .record(record), number: number, through: event.end))
      }
      return
    }
    if event.isTimed, let time = event.time {
      clock.observe(time)
      if let now = clock.now { pass(now, number: number, through: event.position, &moments) }
    }
    guard let entry, let time = event.time else { return }
    if entry.canDisturb { disturbed = max(disturbed, time, clock.now ?? time) }
    guard let step = entry.step else { return }
    feeds.restart(isWanted: entry.isAsked)
    lane.fold.apply(event, step: step, to: &state, &feeds)
    if !feeds.all.isEmpty { feed(time, number, through: event.end, &moments) }
  }

  /// Time has come to `now`: an instant for each multiple of the interval since the last one.
  mutating func pass(
    _ now: Timestamp, number: Int = 0, through: Position, _ moments: inout Moments
  ) {
    guard let last = ticked else {
      ticked = multiple(atOrBefore: now)
      return
    }
    var next = last.later(by: plan.interval)
    while next <= now && next > ticked ?? next.earlier(by: plan.interval) {
      tick(.tick, next, number, through, &moments)
      if next.elapsed(since: disturbed) > plan.settling {
        let end = multiple(atOrBefore: now)
        if end > next { tick(.quiet, end, number, through, &moments) }
        return
      }
      next = next.later(by: plan.interval)
    }
  }

  /// Asks the sensors, at a multiple of the interval, all that the policy may want to know.
  private mutating func tick(
    _ kind: Moments.Kind, _ instant: Timestamp, _ number: Int, _ through: Position,
    _ moments: inout Moments
  ) {
    ticked = instant
    let now = max(instant, latest ?? instant)
    latest = now
    let first = moments.answers.count
    for question in lane.askedAtInstants {
      moments.add(question, lane.questions[question]?.answer(in: &state, at: now))
    }
    moments.append(
      .init(
        kind: kind, number: number, through: through, instant: instant,
        answers: first..<moments.answers.count))
  }

  /// The sensors that an event of a time has fed are asked.
  private mutating func feed(
    _ time: Timestamp, _ number: Int, through: Position, _ moments: inout Moments
  ) {
    let first = moments.answers.count
    var isTouched = false
    let list = lane.uses
    let uses = list.span
    for feed in feeds.all where !uses[feed.sensor].questions.isEmpty {
      isTouched = true
      for question in uses[feed.sensor].observed {
        observe(feed, question, isDirect: uses[feed.sensor].isDirect, at: time, &moments)
      }
    }
    guard isTouched else { return }
    let brought = first..<moments.answers.count
    guard let instant = clock.now else {
      moments.append(
        .init(kind: .untimed, number: number, through: through, event: time, brought: brought))
      return
    }
    let now = max(instant, latest ?? instant)
    latest = now
    for feed in feeds.all {
      for question in uses[feed.sensor].questions {
        if lane.isAskedAtInstants[question] {
          moments.add(question, lane.questions[question]?.answer(in: &state, at: now))
        } else {
          moments.add(notAsked: question)
        }
      }
    }
    moments.append(
      .init(
        kind: .feed, number: number, through: through, event: time, instant: instant,
        brought: brought, answers: brought.upperBound..<moments.answers.count))
  }

  /// A reading that an event brought: its own, or what the sensor says with it.
  private mutating func observe(
    _ feed: SensorFeeds.Feed, _ question: Int, isDirect: Bool, at time: Timestamp,
    _ moments: inout Moments
  ) {
    if isDirect, let amount = feed.amount { return moments.add(question, (amount, time)) }
    moments.add(question, lane.questions[question]?.answer(in: &state, at: clock.now ?? time))
  }

  private func multiple(atOrBefore time: Timestamp) -> Timestamp {
    let rest = time.rawValue % plan.interval.rawValue
    return time.earlier(
      by: Nanoseconds(rawValue: rest < 0 ? rest + plan.interval.rawValue : rest))
  }
}

extension Event {
  /// Where the next line begins.
  var end: Position { position.advanced(by: line.count + 1) }
}
