import Events

/// The phases of issues, by tool and type, from three kinds of events in order of trust: a phase
/// with its duration, a start and end of a phase, the map of phases in a completion.
struct IssuePhases: Codable, Sendable, Equatable {
  /// Times of phases that are final.
  var totals = CellTable<PhaseCell, PhaseTiming.PhaseTotal>()
  /// Times from one marker to the next, which mix into nothing else.
  var elapsed: [Label: Distribution] = [:]
  /// Issues that are being worked on.
  var open: [Label: OpenAttempts<Attempt>] = [:]
  /// Issues that were completed at least once: a further completion of one that has no open
  /// attempt is a duplicate. All that closed attempts leave behind, beside the totals.
  var completed: Set<Label> = []
  var invalid = 0

  mutating func start(_ event: borrowing Event, _ selection: Selection) {
    guard let issue = IssueReference(event) else { return }
    let abandoned = open[issue.id, default: .init()].begin(session: issue.session)
    // It hears of no further event, so nothing can overrule its pairs any more.
    if let abandoned { count(abandoned.countedPairs(selection)) }
  }

  /// An event that says nothing of phases, and belongs to an attempt all the same.
  mutating func work(_ event: borrowing Event) {
    guard let issue = IssueReference(event) else { return }
    open[issue.id, default: .init()].update(session: issue.session) { _ in }
  }

  mutating func phase(_ event: borrowing Event, _ selection: Selection) {
    switch MeasuredDuration(event) {
    case .invalid:
      if event.phase != nil && selection.includes(event) { invalid += 1 }
      work(event)
    case .valid(let duration):
      guard let phase = record(duration, of: event, selection),
        let issue = IssueReference(event)
      else { return work(event) }
      open[issue.id, default: .init()].update(session: issue.session) { $0.timed.insert(phase) }
    case .absent:
      guard let phase = Label(event.phase), let issue = IssueReference(event) else {
        return work(event)
      }
      // A marker that does not count still ends the one before it.
      let next =
        selection.includes(event) ? Attempt.Marker(phase: phase, time: event.time) : nil
      let last = open[issue.id, default: .init()].update(session: issue.session) {
        $0.replaceMarker(with: next)
      }
      close(last, at: event.time)
    }
  }

  /// Files the duration of an event, if it counts; returns the event's phase, nil without one.
  private mutating func record(
    _ duration: Nanoseconds, of event: borrowing Event, _ selection: Selection
  ) -> Label? {
    guard selection.includes(event) else { return Label(event.phase) }
    guard let place = totals.place(of: event) else { return nil }
    let outcome = PhaseOutcome(event.outcome)
    totals.update(at: place) { $0.record(duration, outcome) }
    return totals.cell(at: place).phase
  }

  mutating func phaseStart(_ event: borrowing Event) {
    guard let phase = Label(event.phase), let issue = IssueReference(event) else {
      return work(event)
    }
    let instant = Attempt.Instant(time: event.time)
    open[issue.id, default: .init()].update(session: issue.session) {
      $0.running[phase] = instant
    }
  }

  mutating func phaseEnd(_ event: borrowing Event, _ selection: Selection) {
    guard let phase = Label(event.phase), let issue = IssueReference(event) else {
      return work(event)
    }
    let (end, cell) = (event.time, PhaseCell(phase, event))
    let outcome = PhaseOutcome(event.outcome)
    let isInvalid = open[issue.id, default: .init()].update(session: issue.session) { attempt in
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
    guard let issue = IssueReference(event) else { return }
    let ended = open[issue.id]?.end(session: issue.session)
    if ended == nil && completed.contains(issue.id) { return }
    if open[issue.id]?.isEmpty == true { open[issue.id] = nil }
    completed.insert(issue.id)

    var attempt = ended ?? Attempt(session: issue.session, isStarted: false)
    close(attempt.replaceMarker(with: nil), at: event.time)
    count(attempt.countedPairs(selection))
    if selection.includes(event) { countMap(of: event, in: attempt) }
  }

  /// Counts the phases of a completion's map that the attempt did not measure by itself.
  private mutating func countMap(of event: borrowing Event, in attempt: Attempt) {
    guard let map = event.view(.phases) else { return }
    map.forEachLastMember { phase, value in
      guard !phase.text.isEmpty, !attempt.isMeasured(phase),
        let reading = event.readDuration(value, isSeconds: true)
      else { return }
      if case .valid(let duration) = reading, duration >= .zero {
        let place = totals.place(of: PhaseCell(phase, event), from: .init())
        totals.update(at: place) { $0.record(duration, .unknown) }
      } else {
        invalid += 1
      }
    }
  }

  private mutating func count(_ pairs: [Attempt.Pair]) {
    for pair in pairs {
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
