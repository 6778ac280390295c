public import Events

/// Where the time goes: phases of issues, states of loops, stages of requests.
///
/// The three are kept apart, each with its own shares and its own bottleneck, because the time
/// of one often lies inside the time of another.
public struct PhaseTiming: Reporting {
  public static let name = "phase-timing"
  public static let version = 4

  /// Only what happened by this tool counts; nil for all.
  public var tool: String?
  /// Only what happened to issues of this type counts; nil for all.
  public var type: String?

  public init() { self.init(tool: nil) }

  /// Times what happens by one tool, to one type of issue, or both at once; nil stands for all.
  public init(tool: String?, type: String? = nil) {
    self.tool = tool
    self.type = type
  }

  public struct State: Codable, Sendable, Equatable {
    var issues = IssuePhases()
    var loops = LoopStates()
    var requests = RequestStages()

    /// Durations that were negative or out of range: counted here, and in nothing else.
    public var invalid: Int { issues.invalid + loops.invalid + requests.invalid }
  }

  public var initial: State { State() }

  public var body: Handlers<State> {
    let selection = selection
    On(IssueStep.starts) { event, state in state.issues.start(event, selection) }
    On("issue_phase") { event, state in state.issues.phase(event, selection) }
    On("phase_start") { event, state in state.issues.phaseStart(event) }
    On("phase_end") { event, state in state.issues.phaseEnd(event, selection) }
    On(IssueStep.completions) { event, state in state.issues.complete(event, selection) }
    // Any other event of an issue: after its completion, it is another attempt that goes on.
    OnOthers(having: .issue) { event, state in state.issues.work(event) }
    On(Self.ofLoops + Self.ofRequests) { event, state in state.issues.work(event) }

    On("loop_start", "loop_complete") { event, state in state.loops.reset(event) }
    On("state_enter") { event, state in state.loops.enter(event, selection) }
    On("action_complete") { event, state in state.loops.act(event, selection) }

    On("request_received") { event, state in state.requests.receive(event) }
    On("task_started") { event, state in state.requests.startTask(event, selection) }
    On("state_transition") { event, state in state.requests.transition(event, selection) }
    On("task_completed", "task_failed") { event, state in
      state.requests.endTask(event, selection)
    }
    On("reply_ready") { event, state in state.requests.reply(event, selection) }
  }

  private static let ofLoops = ["loop_start", "loop_complete", "state_enter", "action_complete"]
  private static let ofRequests = [
    "request_received", "task_started", "state_transition", "task_completed", "task_failed",
    "reply_ready",
  ]

  var selection: Selection { Selection(tool: tool, type: type) }
}

extension PhaseTiming {
  private enum CodingKeys: CodingKey { case tool, type }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(tool: try values.text(.tool), type: try values.text(.type))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(tool, forKey: .tool)
    try values.encode(type, forKey: .type)
  }
}
