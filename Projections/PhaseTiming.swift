public import Events

/// Where the time goes: phases of issues, states of loops, stages of requests.
///
/// The three are kept apart, each with its own shares and its own bottleneck, because the time
/// of one often lies inside the time of another.
public struct PhaseTiming: Reporting {
  public static let name = "phase-timing"
  public static let version = 1

  public init() {}

  public struct State: Codable, Sendable, Equatable {
    var issues = IssuePhases()
    var loops = LoopStates()
    var requests = RequestStages()

    /// Durations that were negative or out of range: counted here, and in nothing else.
    public var invalid: Int { issues.invalid + loops.invalid + requests.invalid }
  }

  public var initial: State { State() }

  public var body: Handlers<State> {
    On("issue_start", "issue.started") { event, state in state.issues.start(event) }
    On("issue_phase") { event, state in state.issues.phase(event) }
    On("phase_start") { event, state in state.issues.phaseStart(event) }
    On("phase_end") { event, state in state.issues.phaseEnd(event) }
    On(
      "issue_complete", "issue.completed", "issue.closed", "state.issue_completed",
      "state.issue_failed", "state.issue_skipped", "parallel.worker_completed"
    ) { event, state in state.issues.complete(event) }

    On("loop_start", "loop_complete") { event, state in state.loops.reset(event) }
    On("state_enter") { event, state in state.loops.enter(event) }
    On("action_complete") { event, state in state.loops.act(event) }

    On("request_received") { event, state in state.requests.receive(event) }
    On("task_started") { event, state in state.requests.startTask(event) }
    On("state_transition") { event, state in state.requests.transition(event) }
    On("task_completed", "task_failed") { event, state in state.requests.endTask(event) }
    On("reply_ready") { event, state in state.requests.reply(event) }
  }
}
