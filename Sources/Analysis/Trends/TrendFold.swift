package import TLM

/// What happened in each hour, day, week, month or quarter, by tool, type or phase.
package struct TrendFold: Projection {
  package static let name = "trend-series"
  package static let version = 3

  /// How long a bucket is.
  package var per = Velocity.Period.week
  /// By what it is told apart; nil: by nothing.
  package var by: TrendGroup?

  package init() {}

  /// Counts by buckets of a length, apart or not.
  package init(per: Velocity.Period, by: TrendGroup?) {
    self.per = per
    self.by = by
  }

  /// What happened in one bucket, of one group.
  package struct Cell: Codable, Sendable, Equatable {
    package var events = 0
    package var started = 0
    package var completions = Completions()
    /// Times of phases.
    package var phases = Distribution()
    /// Calls that have no id; those that have one are rows of tool-usage.
    package var calls = CallTally()
  }

  package struct State: Codable, Sendable, Equatable {
    package var span = LogSpan()
    /// By group (the empty one where nothing is told apart), then by the number of the bucket.
    package var cells: [Label: [Int: Cell]] = [:]
    var issues = IssueTable<TrendAttempt>()
  }

  package var initial: State { State() }

  package var body: Handlers<State> {
    let (per, by) = (per, by)
    OnAny { event, state in
      state.span.include(event.time)
      state.change(event.time, per, by == .tool ? .tool(of: event) : "") { $0.events += 1 }
    }
    On(IssueStep.starts) { event, state in state.start(event, per, by) }
    On("issue_phase") { event, state in state.timePhase(event, per, by) }
    On("phase_start") { event, state in state.beginPhase(event) }
    On("phase_end") { event, state in state.endPhase(event, by) }
    On(IssueStep.completions) { event, state in state.complete(event, per, by) }
    OnOthers(having: .issue) { event, state in state.work(event) }
    On(CallEndNames.completed) { event, state in
      state.call(event, CallEnding(named: event).outcome, per, by)
    }
    On(CallEndNames.failed) { event, state in state.call(event, .failure, per, by) }
    On(CallEndNames.failedOrStopped) { event, state in
      state.call(event, CallEnding(failureOf: event).outcome, per, by)
    }
    On(CallEndNames.blocked) { event, state in state.call(event, .blocked, per, by) }
    On(CallEndNames.answered) { event, state in
      state.call(event, CallEnding(responseOf: event).outcome, per, by)
    }
  }
}

extension TrendFold: Codable {
  private enum CodingKeys: CodingKey { case per, by }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    per = Velocity.Period(rawValue: try values.decode(String.self, forKey: .per)) ?? .week
    by = try values.decodeIfPresent(String.self, forKey: .by).flatMap(TrendGroup.init)
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(per.rawValue, forKey: .per)
    try values.encode(by?.rawValue, forKey: .by)
  }
}

extension TrendFold.State {
  mutating func change(
    _ time: Timestamp?, _ per: Velocity.Period, _ group: Label,
    _ change: (inout TrendFold.Cell) -> Void
  ) {
    guard let time else { return }
    change(&cells[group, default: [:]][per.bucket(of: time), default: .init()])
  }

  /// A call that has no id. Of one that has, its row in tool-usage says all that is known.
  fileprivate mutating func call(
    _ event: borrowing Event, _ outcome: CallOutcome, _ per: Velocity.Period, _ by: TrendGroup?
  ) {
    work(event)
    guard Label(callOf: event) == nil else { return }
    let measured = MeasuredDuration(event)
    change(event.time, per, by == .tool ? CalledTool(event).tool : "") {
      $0.calls.record(outcome, measured)
    }
  }

  /// Any other event of an issue: after its completion, it is another attempt that goes on.
  fileprivate mutating func work(_ event: borrowing Event) {
    if let issue = issues.reference(event, event.plainTexts) { issues.work(on: issue) }
  }
}
