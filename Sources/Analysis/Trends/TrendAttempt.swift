import TLM

/// An attempt at an issue, with what is known of its phases until it is over.
struct TrendAttempt: SessionAttempt, Codable {
  let session: Label?
  let isStarted: Bool
  /// Phases that an `issue_phase` with a duration told of: no pair and no map counts for them.
  var timed: Set<Label> = []
  /// Phases between their `phase_start` and their `phase_end`.
  var running: [Label: Moment] = [:]
  var pairs: [Pair] = []

  init(session: Label?, isStarted: Bool) {
    self.session = session
    self.isStarted = isStarted
  }

  /// An instant that may not be known.
  struct Moment: Codable, Sendable, Equatable { var time: Timestamp? }

  /// A phase from its start to its end.
  struct Pair: Codable, Sendable, Equatable {
    let phase: Label
    let group: Label
    let duration: Nanoseconds
    let end: Timestamp?
  }

  /// The pairs that count: no event says the duration itself.
  var counted: [Pair] { pairs.filter { !timed.contains($0.phase) } }
}

extension TrendFold.State {
  mutating func start(
    _ event: borrowing Event, _ per: Velocity.Period, _ by: TrendGroup?
  ) {
    guard let issue = issues.reference(event, event.plainTexts, isStart: true) else { return }
    if let abandoned = issues.begin(issue) { count(abandoned.counted, per) }
    change(event.time, per, Self.group(event, by)) { $0.started += 1 }
  }

  mutating func timePhase(
    _ event: borrowing Event, _ per: Velocity.Period, _ by: TrendGroup?
  ) {
    let issue = issues.reference(event, event.plainTexts)
    if let issue { issues.work(on: issue) }
    guard let phase = Label(event.phase), case .valid(let duration) = MeasuredDuration(event) else {
      return
    }
    change(event.time, per, Self.group(event, by, phase)) { $0.phases.record(duration) }
    if let issue { issues.update(issue) { attempt in _ = attempt.timed.insert(phase) } }
  }

  mutating func beginPhase(_ event: borrowing Event) {
    guard let issue = issues.reference(event, event.plainTexts) else { return }
    issues.work(on: issue)
    guard let phase = Label(event.phase) else { return }
    let moment = TrendAttempt.Moment(time: event.time)
    issues.update(issue) { $0.running[phase] = moment }
  }

  mutating func endPhase(_ event: borrowing Event, _ by: TrendGroup?) {
    guard let issue = issues.reference(event, event.plainTexts) else { return }
    issues.work(on: issue)
    guard let phase = Label(event.phase) else { return }
    let (end, group) = (event.time, Self.group(event, by, phase))
    issues.update(issue) { attempt in
      guard let start = attempt.running.removeValue(forKey: phase),
        case .valid(let duration) = MeasuredDuration(from: start.time, to: end)
      else { return }
      attempt.pairs.append(.init(phase: phase, group: group, duration: duration, end: end))
    }
  }

  mutating func complete(
    _ event: borrowing Event, _ per: Velocity.Period, _ by: TrendGroup?
  ) {
    guard let issue = issues.reference(event, event.plainTexts),
      case .ended(let attempt) = issues.complete(issue)
    else { return }
    let (measured, outcome) = (MeasuredDuration(event), event.outcome)
    change(event.time, per, Self.group(event, by)) {
      $0.completions.record(outcome, measured)
    }
    count(attempt?.counted ?? [], per)
    countMap(event, per, by, besides: attempt)
  }

  /// Phases of the completion's map that the attempt did not time by itself.
  private mutating func countMap(
    _ event: borrowing Event, _ per: Velocity.Period, _ by: TrendGroup?,
    besides attempt: TrendAttempt?
  ) {
    guard let map = event.view(.phases) else { return }
    let known = (attempt?.timed ?? []).union((attempt?.pairs ?? []).map(\.phase))
    var found: [(phase: Label, duration: Nanoseconds)] = []
    map.forEachLastMember { name, value in
      guard let text = name.string, !text.isEmpty, !known.contains(Label(text)),
        case .valid(let duration)? = event.readDuration(value, isSeconds: true), duration >= .zero
      else { return }
      found.append((Label(text), duration))
    }
    for (phase, duration) in found {
      change(event.time, per, Self.group(event, by, phase)) { $0.phases.record(duration) }
    }
  }

  private mutating func count(_ pairs: [TrendAttempt.Pair], _ per: Velocity.Period) {
    for pair in pairs { change(pair.end, per, pair.group) { $0.phases.record(pair.duration) } }
  }

  /// The cells, with the pairs of attempts that are open still.
  func whole(_ per: Velocity.Period) -> [Label: [Int: TrendFold.Cell]] {
    var whole = self
    for attempt in issues.openAttempts { whole.count(attempt.counted, per) }
    return whole.cells
  }

  private static func group(
    _ event: borrowing Event, _ by: TrendGroup?, _ phase: Label? = nil
  ) -> Label {
    switch by {
    case .tool: .tool(of: event)
    case .type: .issueType(of: event)
    case .phase: phase ?? ""
    case .model, .host, .agent, nil: ""
    }
  }
}
