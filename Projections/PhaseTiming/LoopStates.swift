public import Events

/// The states of loops: how often each was entered, what was done in it and how long that took.
struct LoopStates: Codable, Sendable, Equatable {
  var totals: [Label: PhaseTiming.LoopTotal] = [:]
  /// The state that each running loop is in.
  var current: [Source: Label] = [:]
  var invalid = 0

  /// One loop at a time: a run, and how deep its loop lies inside others.
  struct Source: Codable, Hashable, Sendable {
    var run: Label
    var depth: Int64

    init(_ event: borrowing Event) {
      run = Label(event.runID ?? event.sessionID ?? "")
      depth = event.integer(.depth) ?? 0
    }
  }

  /// A loop began or ended: it is in no state.
  mutating func reset(_ event: borrowing Event) { current[Source(event)] = nil }

  mutating func enter(_ event: borrowing Event, _ selection: Selection) {
    guard let state = Label(event.state) else { return }
    if selection.includes(event) { totals[state, default: .init()].entries += 1 }
    current[Source(event)] = state
  }

  /// Files an action under the state it names, else under the one its loop is in.
  mutating func act(_ event: borrowing Event, _ selection: Selection) {
    guard selection.includes(event) else { return }
    let state = Label(event.state) ?? current[Source(event)] ?? "unknown"
    let measured = MeasuredDuration(event)
    let isFailure = event.exitCode.map { $0 != 0 } ?? false
    if case .invalid = measured { invalid += 1 }
    totals[state, default: .init()].act(measured, isFailure: isFailure)
  }
}

extension PhaseTiming {
  /// What is known of one state of loops.
  public struct LoopTotal: Codable, Sendable, Equatable {
    /// How often a loop entered it.
    public internal(set) var entries = 0
    /// Actions that ended in it, with or without a duration.
    public internal(set) var actions = 0
    /// Actions that ended with an exit code other than 0.
    public internal(set) var failure = 0
    /// How long the actions took of which that is known.
    public internal(set) var durations = Distribution()

    mutating func act(_ measured: MeasuredDuration, isFailure: Bool) {
      actions += 1
      if isFailure { failure += 1 }
      if case .valid(let duration) = measured { durations.record(duration) }
    }
  }
}
