import Events
import Lines
import Sensors

/// The sensors of a policy on their way through a log: says at which instants the policy has to look
/// at them, and what they say there. It knows nothing of modes and decisions.
///
/// An event's own instant is the log clock; before it come the multiples of the interval that the
/// log clock passes with it. While an event waits to be believed no sensor knows of it. Events that
/// control itself writes do not move the clock.
struct SensorEvaluation: Sendable {
  private let plan: EvaluationPlan
  private let lane: SensorLane
  private(set) var state: SensorState
  private(set) var drained = DrainedStretch()
  private var clock = LogClock()
  /// The event that waits to be believed, and those behind it that have its time.
  private var held = HeldEvents()
  /// The greatest instant so far.
  private var latest: Timestamp?
  /// The last multiple of the interval that was passed.
  private var ticked: Timestamp?
  /// When something last happened that could change what these sensors say.
  private var disturbances: Disturbances
  /// By the place of a question, what was told last, and the word where it was one.
  private var told: [LastAnswer]
  private var words: [String?]
  /// What the present event fed; kept for its memory.
  private var feeds = SensorFeeds()

  /// Before the first event.
  ///
  /// - Parameter lane: the sensors, where they are not all of the plan.
  init(_ plan: EvaluationPlan, _ lane: SensorLane? = nil) {
    self.plan = plan
    self.lane = lane ?? plan.sensors
    state = self.lane.fold.initial
    disturbances = Disturbances(settling: plan.settling)
    told = self.lane.questions.map { _ in LastAnswer() }
    words = self.lane.questions.map { _ in nil }
    for question in self.lane.questions { question?.keepSum(in: &state) }
  }

  /// Takes the next event of the log in.
  ///
  /// - Parameters:
  ///   - event: with its time resolved.
  ///   - number: its number in its batch.
  ///   - steps: gets to know what comes of it.
  mutating func take(_ event: borrowing Event, number: Int, _ steps: inout EvaluationSteps) {
    let entry = lane.entries.entry(of: event)
    if let entry, entry.isMarker, drained.take(marker: event) { return }
    let origin = drained.origin(of: event.position)
    if drained.importedCovers(event.position), !plan.hears(origin) { return }
    if let entry, let record = entry.record {
      if drained.covers(event.position) { return }
      if lane.tellsRecords {
        steps.append(
          .init(kind: .record(record), order: .init(number: number), through: event.end))
      }
      return
    }
    if event.isTimed, let time = event.time {
      come(to: time, event, number, &steps)
    } else if clock.waiting != nil, held.isFull(with: event) {
      passBy(number, through: event.position, &steps)
    }
    // Time passes for all lanes alike; what happened is each one's own.
    let isOwn = lane.isAbout(origin)
    if clock.waiting != nil { return held.add(event, isWanted: isOwn && entry?.step != nil) }
    if isOwn { feed(event, entry, .init(number: number), through: event.end, &steps) }
  }

  /// Time has come to `now`: what waits for a time that has come counts, and there is an instant for
  /// each multiple of the interval since the last one.
  mutating func pass(
    _ now: Timestamp, number: Int = 0, through: Position, _ steps: inout EvaluationSteps
  ) {
    believe(by: now, number: number, &steps)
    pass(now, .init(number: number, phase: .clock), through: through, &steps)
  }

  /// What waits at the end of the log counts, where it is not later than the reader's now.
  mutating func believe(by now: Timestamp?, number: Int = 0, _ steps: inout EvaluationSteps) {
    if clock.believe(by: now) { count(number, &steps) }
  }

  /// The clock is shown the time of an event.
  private mutating func come(
    to time: Timestamp, _ event: borrowing Event, _ number: Int, _ steps: inout EvaluationSteps
  ) {
    let settlement = clock.settle(by: time)
    if settlement == .believed { count(number, &steps) }
    let passed = held
    if clock.waiting == nil { held = HeldEvents() }
    if clock.follow(time), let now = clock.now {
      pass(now, .init(number: number, phase: .clock), through: event.position, &steps)
    }
    if settlement == .passed {
      feed(passed, number, { .passed($0) }, through: event.end, &steps)
    }
    if clock.waiting != nil { held = HeldEvents(from: event.position) }
  }

  /// What waits never moves the clock, and counts when its time comes.
  private mutating func passBy(
    _ number: Int, through end: Position, _ steps: inout EvaluationSteps
  ) {
    let passed = held
    held = HeldEvents()
    clock.pass()
    feed(passed, number, { .passed($0) }, through: end, &steps)
  }

  /// What waited is believed: first the clock passes every instant before it.
  private mutating func count(_ number: Int, _ steps: inout EvaluationSteps) {
    let events = held
    held = HeldEvents()
    guard let now = clock.now else { return }
    pass(now, .init(number: number, phase: .belief), through: events.start, &steps)
    feed(events, number, { .held($0) }, through: nil, &steps)
  }

  /// - Parameter end: the end of what it rests on; nil: that of each line.
  private mutating func feed(
    _ events: HeldEvents, _ number: Int, _ phase: (Int) -> EvaluationSteps.Phase,
    through end: Position?, _ steps: inout EvaluationSteps
  ) {
    for line in events.lines {
      let batch = line.batch
      guard batch.count > 0 else { continue }
      let event = batch.event(at: 0)
      feed(
        event, lane.entries.entry(of: event), .init(number: number, phase: phase(line.number)),
        through: end ?? event.end, &steps)
    }
  }

  private mutating func feed(
    _ event: borrowing Event, _ entry: EntryTable.Entry?, _ order: EvaluationSteps.Order,
    through end: Position, _ steps: inout EvaluationSteps
  ) {
    guard let entry, let step = entry.step, let time = event.time else { return }
    feeds.restart(isWanted: entry.isAsked)
    lane.fold.apply(event, step: step, to: &state, &feeds)
    if !feeds.all.isEmpty { feed(time, order, through: end, &steps) }
  }

  /// An instant for each multiple of the interval since the last one.
  private mutating func pass(
    _ now: Timestamp, _ order: EvaluationSteps.Order, through: Position,
    _ steps: inout EvaluationSteps
  ) {
    guard let last = ticked else {
      ticked = multiple(atOrBefore: now)
      return
    }
    var instant = last.later(by: plan.interval)
    guard instant <= now, instant > last else { return }
    let end = max(instant, multiple(atOrBefore: now))
    steps.append(.init(kind: .pass, order: order, through: through, instant: instant, end: end))
    while true {
      tick(instant, order, &steps)
      if instant >= end { break }
      instant = disturbances.next(after: instant, every: plan.interval, to: end)
    }
    ticked = end
  }

  private func multiple(atOrBefore time: Timestamp) -> Timestamp {
    let rest = time.rawValue % plan.interval.rawValue
    return time.earlier(
      by: Nanoseconds(rawValue: rest < 0 ? rest + plan.interval.rawValue : rest))
  }

  /// Asks the sensors, at a multiple of the interval, all that the policy may want to know.
  private mutating func tick(
    _ instant: Timestamp, _ order: EvaluationSteps.Order, _ steps: inout EvaluationSteps
  ) {
    let now = max(instant, latest ?? instant)
    latest = now
    let first = steps.answers.count
    for question in lane.askedAtInstants { ask(question, at: now, &steps) }
    if steps.answers.count == first { return }
    steps.append(
      .init(
        kind: .change, order: order, instant: instant, answers: first..<steps.answers.count))
  }

  /// The sensors that an event of a time has fed are asked.
  private mutating func feed(
    _ time: Timestamp, _ order: EvaluationSteps.Order, through: Position,
    _ steps: inout EvaluationSteps
  ) {
    let first = steps.answers.count
    var isTouched = false
    for feed in feeds.all where !lane.uses[feed.sensor].questions.isEmpty {
      isTouched = true
      for question in lane.uses[feed.sensor].observed {
        observe(feed, question, isDirect: lane.uses[feed.sensor].isDirect, at: time, &steps)
      }
    }
    guard isTouched else { return }
    let brought = first..<steps.answers.count
    disturbances.note(time, at: clock.now)
    guard let instant = clock.now else {
      steps.append(
        .init(kind: .untimed, order: order, through: through, event: time, brought: brought))
      return
    }
    disturbances.note(instant, at: instant)
    let now = max(instant, latest ?? instant)
    latest = now
    for feed in feeds.all {
      for question in lane.uses[feed.sensor].questions {
        let isNews = lane.isAskedAtInstants[question] && ask(question, at: now, &steps)
        if !isNews { steps.add(same: question) }
      }
    }
    steps.append(
      .init(
        kind: .feed, order: order, through: through, event: time, instant: instant,
        brought: brought, answers: brought.upperBound..<steps.answers.count))
  }

  /// Tells what the sensors say to a question at a time, where it is not what was told last.
  ///
  /// - Returns: whether it was told.
  @discardableResult
  private mutating func ask(
    _ question: Int, at time: Timestamp, _ steps: inout EvaluationSteps
  ) -> Bool {
    var answer = lane.questions[question]?.answer(in: &state, at: time)
    // How far ahead a reading is matters to nobody: it is fresh, and the same until its time comes.
    if let ahead = answer?.time, ahead > time { answer?.time = Timestamp(rawValue: .max) }
    let news = LastAnswer(answer, ofInstant: lane.isOfInstant[question])
    if news == told[question] {
      guard case .word(let word)? = answer?.value else { return false }
      // By bytes, as words are compared everywhere.
      if words[question].map({ Label($0) == Label(word) }) == true { return false }
    }
    if case .word(let word)? = answer?.value { words[question] = word }
    told[question] = news
    steps.add(question, answer)
    return true
  }

  /// A reading that an event brought: its own, or what the sensor says with it.
  private mutating func observe(
    _ feed: SensorFeeds.Feed, _ question: Int, isDirect: Bool, at time: Timestamp,
    _ steps: inout EvaluationSteps
  ) {
    if isDirect, let value = feed.value { return steps.add(question, (value, time)) }
    steps.add(question, lane.questions[question]?.answer(in: &state, at: clock.now ?? time))
  }
}

/// What was told last of a question, but for words.
private struct LastAnswer: Sendable, Equatable {
  private var kind: UInt8 = 0
  private var number: UInt64 = 0
  private var time = Timestamp(rawValue: .min)

  init() {}

  /// - Parameter ofInstant: whether answers are of the time at which it is asked, whichever it is.
  init(_ answer: (value: SensorValue, time: Timestamp)?, ofInstant: Bool) {
    guard let answer else { return }
    if !ofInstant { time = answer.time }
    switch answer.value {
    case .number(let value): (kind, number) = (1, value.bitPattern)
    case .word: kind = 2
    }
  }
}

extension Event {
  /// Where the next line begins.
  var end: Position { position.advanced(by: line.count + 1) }
}
