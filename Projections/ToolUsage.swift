public import Events

/// What tools are used for and how well that goes: those that agents call, by name and by risk,
/// and the programs that emit, by theirs.
public struct ToolUsage: Reporting {
  public static let name = "tool-usage"
  public static let version = 1

  public init() {}

  public struct State: Codable, Sendable, Equatable {
    var calls = ToolCalls()
    var programs = CellTable<Label, ProgramTally>()

    /// Durations that were negative or out of range: counted here, and in nothing else.
    public internal(set) var invalid = 0
  }

  public var initial: State { State() }

  public var body: Handlers<State> {
    // Of calls, what personal agents log, what the hooks of Claude Code say, and transcripts.
    On("tool_call_completed", "SessionToolUsed") { event, state in
      state.end(event, .init(event.outcome ?? .success))
    }
    On("tool_call_failed", "PostToolUseFailure") { event, state in state.end(event, .failure) }
    On("tool_call_blocked", "PermissionDenied") { event, state in state.end(event, .blocked) }
    On("PreToolUse") { event, state in state.calls.begin(event) }
    On("PostToolUse") { event, state in state.end(event, .init(responseOf: event)) }
    On("assistant") { event, state in state.calls.beginAll(in: event) }
    On("user") { event, state in state.endAll(in: event) }

    OnAny { event, state in
      // There the program that emitted is unknown: `tool` is what the agent called.
      if !ToolCalls.namesAgentTool(event) { state.count(event) }
    }
  }
}

extension ToolUsage.State {
  fileprivate mutating func end(_ event: borrowing Event, _ outcome: CallOutcome) {
    if case .invalid = calls.end(event, outcome) { invalid += 1 }
  }

  fileprivate mutating func endAll(in event: borrowing Event) {
    invalid += calls.endAll(in: event)
  }

  /// Counts an event for the program that emitted it.
  fileprivate mutating func count(_ event: borrowing Event) {
    let texts = ShortTexts(first: event.shortText(.tool))
    guard !texts.first.isAbsent else { return }
    var known = programs.recentPlace(by: texts)
    if known == nil, let program = Label(event.tool) {
      let place = programs.place(of: program, from: .init())
      programs.remember(place, by: texts)
      known = place
    }
    guard let place = known else { return }
    var measured = MeasuredDuration.absent
    programs.update(at: place) { measured = $0.add(event) }
    if case .invalid = measured { invalid += 1 }
  }
}
