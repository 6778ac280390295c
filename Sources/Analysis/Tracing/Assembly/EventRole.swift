import Events

/// What an event does to the spans of a trace, by its name and by what it says.
enum EventRole: Sendable, Equatable {
  /// One of the two ends of something.
  enum Edge: Sendable, Equatable { case begin, end }

  /// A record of a run.
  case run
  /// A span told by itself.
  case span
  case command(Edge)
  case wave(Edge)
  case loop(Edge)
  case stateEnter
  case action(Edge)
  /// Something that happens in a loop.
  case loopPoint
  case request(Edge)
  case task(Edge)
  case transition
  case attempt(Edge)
  case phase
  case phaseEdge(Edge)
  /// A call of a tool that is known by its id.
  case call
  /// Work of this name.
  case work(String, Edge)
  case point

  init(_ event: TracedEvent) {
    if event.name == "run", event.keys.run != nil || event.eventID != nil {
      self = .run
    } else if event.spanID != nil, event.keys.trace != nil, event.isSpan || event.begin != nil {
      self = .span
    } else if let known = Self.known[event.name], Self.isWhole(known, event) {
      self = known
    } else if event.callID != nil {
      self = .call
    } else if let (base, edge) = WorkName.parts(of: event.name) {
      self = .work(base, edge)
    } else {
      self = event.duration == nil ? .point : .work(event.name, .end)
    }
  }

  /// Whether an event of a known name says what such events have to say.
  private static func isWhole(_ role: EventRole, _ event: TracedEvent) -> Bool {
    switch role {
    case .attempt: event.keys.issue != nil
    case .phase, .phaseEdge: event.keys.issue != nil && event.phase != nil
    case .request, .task, .transition: event.keys.trace != nil
    default: true
    }
  }

  private static let known: [String: EventRole] = {
    var known: [String: EventRole] = [
      "command_start": .command(.begin), "command_end": .command(.end),
      "wave_start": .wave(.begin), "wave_complete": .wave(.end), "wave_end": .wave(.end),
      "loop_start": .loop(.begin), "loop_complete": .loop(.end), "state_enter": .stateEnter,
      "action_start": .action(.begin), "action_complete": .action(.end),
      "action_error": .action(.end), "request_received": .request(.begin),
      "reply_ready": .request(.end), "task_started": .task(.begin), "task_completed": .task(.end),
      "task_failed": .task(.end), "state_transition": .transition, "issue_phase": .phase,
      "phase_start": .phaseEdge(.begin), "phase_end": .phaseEdge(.end),
    ]
    for name in ["action_output", "evaluate", "route", "loop_resume", "retry_exhausted"] {
      known[name] = .loopPoint
    }
    for name in ["issue_start", "issue.started"] { known[name] = .attempt(.begin) }
    for name in [
      "issue_complete", "issue.completed", "issue.closed", "state.issue_completed",
      "state.issue_failed", "state.issue_skipped", "parallel.worker_completed",
    ] { known[name] = .attempt(.end) }
    return known
  }()
}

/// Names of events that tell the begin or the end of some work: `model_call_started`,
/// `SessionCompleted`, `build.failed`.
enum WorkName {
  private static let begins = ["start", "started", "begin", "begun"]
  private static let ends = [
    "end", "ended", "complete", "completed", "finish", "finished", "failed", "error", "aborted",
    "cancelled", "timeout",
  ]

  /// What is begun or ended, and which; nil for a name that tells neither.
  static func parts(of name: String) -> (base: String, edge: EventRole.Edge)? {
    guard let (base, word) = split(name), !base.isEmpty else { return nil }
    if begins.contains(word) { return (base, .begin) }
    return ends.contains(word) ? (base, .end) : nil
  }

  private static func split(_ name: String) -> (base: String, word: String)? {
    let bytes = name.utf8
    if let cut = bytes.lastIndex(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }) {
      return (String(name[..<cut]), name[bytes.index(after: cut)...].lowercased())
    }
    guard let cut = bytes.lastIndex(where: { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else {
      return nil
    }
    return (String(name[..<cut]), name[cut...].lowercased())
  }

  /// Work that is a call of a tool or of a model.
  static func isCall(_ base: String) -> Bool {
    let bases: Set<String> = [
      "tool_call", "model_call", "llm_request", "llm_step", "SessionToolUsed", "tool_executed",
    ]
    return bases.contains(base)
  }
}
