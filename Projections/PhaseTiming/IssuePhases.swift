import Events

/// The phases of issues, by tool and type, from three kinds of events in order of trust: a phase
/// with its duration, a start and end of a phase, the map of phases in a completion.
struct IssuePhases: Sendable {
  /// Times of phases that are final.
  var totals = CellTable<PhaseCell, PhaseTiming.PhaseTotal>()
  /// Attempts that have ended, by tool and type of their completions.
  var ended = CellTable<EndedCell, PhaseTiming.EndedTotal>()
  /// Times from one marker to the next, which mix into nothing else.
  var elapsed: [Label: Distribution] = [:]
  /// Issues that are being worked on, or were completed.
  private var issues = IssueTable<Attempt>()
  /// Phases by number, and the number of the phase of each cell.
  private var phases = Symbols()
  private var phaseOfCell: [Int] = []
  var invalid = 0

  init() {}

  mutating func start(_ event: borrowing Event, _ selection: Selection) {
    guard let issue = issues.reference(event, event.plainTexts, isStart: true) else { return }
    // It hears of no further event, so nothing can overrule its pairs any more.
    if let abandoned = issues.begin(issue) { countPairs(of: abandoned, selection) }
  }

  /// An event that says nothing of phases, and belongs to an attempt all the same.
  mutating func work(_ event: borrowing Event) { work(event, event.plainTexts) }

  private mutating func work(_ event: borrowing Event, _ texts: Event.PlainTexts) {
    if let issue = issues.reference(event, texts) { issues.work(on: issue) }
  }

  mutating func phase(_ event: borrowing Event, _ selection: Selection) {
    let texts = event.plainTexts
    switch MeasuredDuration(event) {
    case .invalid:
      if event.phase != nil && selection.includes(event) { invalid += 1 }
      work(event, texts)
    case .valid(let duration):
      let outcome = PhaseOutcome(event.outcome)
      guard let phase = record(duration, outcome, of: event, texts, selection),
        let issue = issues.reference(event, texts)
      else { return work(event, texts) }
      issues.update(issue) { attempt in
        attempt.timed.insert(phase)
        attempt.note(outcome, of: phase)
      }
    case .absent:
      guard let phase = Label(event.phase), let issue = issues.reference(event, texts) else {
        return work(event, texts)
      }
      note(PhaseOutcome(event.outcome), of: phase, issue)
      // A marker that does not count still ends the one before it.
      let next =
        selection.includes(event) ? Attempt.Marker(phase: phase, time: event.time) : nil
      let last = issues.update(issue) { $0.replaceMarker(with: next) }
      close(last, at: event.time)
    }
  }

  /// Files the duration of an event, if it counts; returns the number of the event's phase, nil
  /// without one.
  private mutating func record(
    _ duration: Nanoseconds, _ outcome: PhaseOutcome, of event: borrowing Event,
    _ texts: Event.PlainTexts, _ selection: Selection
  ) -> Int? {
    guard selection.includes(event) else {
      return Label(event.phase).map { phases.number(of: $0) }
    }
    guard let place = totals.place(of: event, texts) else { return nil }
    totals.update(at: place) { $0.record(duration, outcome) }
    return phase(ofCell: place)
  }

  /// An attempt hears how a phase ended of which no duration is told.
  private mutating func note(
    _ outcome: PhaseOutcome, of phase: Label, _ issue: IssueTable<Attempt>.Reference
  ) {
    guard outcome == .failure || outcome == .success else { return }
    let number = phases.number(of: phase)
    issues.update(issue) { $0.note(outcome, of: number) }
  }

  private mutating func phase(ofCell place: Int) -> Int {
    while phaseOfCell.count <= place {
      phaseOfCell.append(phases.number(of: totals.cell(at: phaseOfCell.count).phase))
    }
    return phaseOfCell[place]
  }

  mutating func phaseStart(_ event: borrowing Event) {
    let texts = event.plainTexts
    guard let phase = Label(event.phase), let issue = issues.reference(event, texts) else {
      return work(event, texts)
    }
    let instant = Attempt.Instant(time: event.time)
    issues.update(issue) { $0.running[phase] = instant }
  }

  mutating func phaseEnd(_ event: borrowing Event, _ selection: Selection) {
    let texts = event.plainTexts
    guard let phase = Label(event.phase), let issue = issues.reference(event, texts) else {
      return work(event, texts)
    }
    let (end, cell) = (event.time, PhaseCell(phase, event))
    let outcome = PhaseOutcome(event.outcome)
    note(outcome, of: phase, issue)
    let isInvalid = issues.update(issue) { attempt in
      guard let start = attempt.running.removeValue(forKey: phase) else { return false }
      switch MeasuredDuration(from: start.time, to: end) {
      case .absent: return false
      case .invalid: return true
      case .valid(let duration):
        attempt.pairs.append(.init(cell: cell, duration: duration, outcome: outcome))
        return false
      }
    }
    if isInvalid && selection.includes(cell) { invalid += 1 }
  }

  mutating func complete(_ event: borrowing Event, _ selection: Selection) {
    let texts = event.plainTexts
    guard let issue = issues.reference(event, texts),
      case .ended(let ended) = issues.complete(issue)
    else { return }
    var attempt = ended ?? Attempt(session: nil, isStarted: false)
    close(attempt.replaceMarker(with: nil), at: event.time)
    countPairs(of: attempt, selection)
    guard selection.includes(event) else { return }
    let hasMap = countMap(of: event, in: attempt)
    count(event, texts, attempt, hasTimes: hasMap || attempt.hasTimes)
  }

  /// Counts an attempt that has ended.
  private mutating func count(
    _ event: borrowing Event, _ texts: Event.PlainTexts, _ attempt: Attempt, hasTimes: Bool
  ) {
    let failed = attempt.failed.map { phases[Int($0)] }
    let outcome = PhaseOutcome(event.outcome)
    let place = ended.place(of: event, texts)
    ended.update(at: place) { $0.record(outcome, failedIn: failed, hasTimes: hasTimes) }
  }

  /// Counts the phases of a completion's map that the attempt did not measure by itself; says whether
  /// there are any.
  private mutating func countMap(of event: borrowing Event, in attempt: Attempt) -> Bool {
    guard let map = event.view(.phases) else { return false }
    let (timed, pairs) = (attempt.timed, attempt.pairs)
    var isFound = false
    map.forEachLastMember { name, value in
      guard name.text.count > 0, !Self.isMeasured(name, timed, pairs, phases),
        let reading = event.readDuration(value, isSeconds: true)
      else { return }
      if case .valid(let duration) = reading, duration >= .zero {
        let cell = PhaseCell(Label(name.string ?? ""), event)
        let place = totals.place(of: cell, from: .init())
        totals.update(at: place) { $0.record(duration, .unknown) }
        isFound = true
      } else {
        invalid += 1
      }
    }
    return isFound
  }

  /// Whether an event that says how long it took was heard of a phase.
  private static func isMeasured(
    _ name: borrowing JSONView, _ timed: NumberSet, _ pairs: [Attempt.Pair], _ phases: Symbols
  ) -> Bool {
    let text = ShortText(name)
    let number =
      text.isWhole ? phases.known(text) : phases.known(Label(name.string ?? ""))
    if let number, timed.contains(number) { return true }
    if pairs.isEmpty { return false }
    let phase = Label(name.string ?? "")
    return pairs.contains { $0.cell.phase == phase }
  }

  /// The pairs of an attempt that count: nothing overrules them.
  private func counted(_ attempt: Attempt, _ selection: Selection) -> [Attempt.Pair] {
    attempt.pairs.filter { pair in
      let phase = phases.known(pair.cell.phase)
      let isTimed = phase.map { attempt.timed.contains($0) } ?? false
      return !isTimed && selection.includes(pair.cell)
    }
  }

  /// The pairs that count of attempts that are open.
  func openPairs(_ selection: Selection) -> [Attempt.Pair] {
    issues.openAttempts.flatMap { counted($0, selection) }
  }

  private mutating func countPairs(of attempt: Attempt, _ selection: Selection) {
    if attempt.pairs.isEmpty { return }
    for pair in counted(attempt, selection) {
      let place = totals.place(of: pair.cell, from: .init())
      totals.update(at: place) { $0.record(pair.duration, pair.outcome) }
    }
  }

  private mutating func close(_ marker: Attempt.Marker?, at end: Timestamp?) {
    guard let marker else { return }
    switch MeasuredDuration(from: marker.time, to: end) {
    case .absent: break
    case .invalid: invalid += 1
    case .valid(let duration): elapsed[marker.phase, default: .init()].record(duration)
    }
  }
}

extension IssuePhases: Equatable {
  static func == (left: IssuePhases, right: IssuePhases) -> Bool {
    left.totals == right.totals && left.ended == right.ended && left.elapsed == right.elapsed
      && left.open == right.open && left.issues.hasCompleted(the: right.issues)
      && left.invalid == right.invalid
  }

  private var open: [Label: OpenAttempts<ToldAttempt>] {
    issues.open { ToldAttempt($0, phases) }
  }
}

extension IssuePhases: Codable {
  private enum CodingKeys: CodingKey { case totals, ended, elapsed, open, completed, invalid }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    totals = try values.decode(CellTable<PhaseCell, PhaseTiming.PhaseTotal>.self, forKey: .totals)
    ended = try values.decode(CellTable<EndedCell, PhaseTiming.EndedTotal>.self, forKey: .ended)
    elapsed = try values.decode([Label: Distribution].self, forKey: .elapsed)
    let open = try values.decode([Label: OpenAttempts<ToldAttempt>].self, forKey: .open)
    let completed = try values.decode(DistinctLabels.self, forKey: .completed)
    var phases = Symbols()
    issues = IssueTable(open: open, completed: completed) { $0.attempt(&phases) }
    self.phases = phases
    invalid = try values.decode(Int.self, forKey: .invalid)
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(totals, forKey: .totals)
    try values.encode(ended, forKey: .ended)
    try values.encode(elapsed, forKey: .elapsed)
    try values.encode(open, forKey: .open)
    try values.encode(issues.completed, forKey: .completed)
    try values.encode(invalid, forKey: .invalid)
  }
}
