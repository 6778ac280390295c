package import Events
package import TLM

/// What a span can be made of: one event, as far as that matters, owned.
package struct TracedEvent: Sendable {
  package let position: Position
  /// Its own time, else the one of the line before it that has one.
  package var time: Timestamp?
  let name: String
  let keys: SpanKeys
  let spanID: String?
  let parentSpanID: String?
  /// The call of a tool that it is a telling of.
  let callID: String?
  /// The call within which it happened.
  let parentCallID: String?
  let toolName: String?
  let eventID: String?
  let causationID: String?
  let parentRunID: String?
  let issueType: String?
  let phase: String?
  let wave: String?
  let loop: String?
  /// The state of a loop, or the one of a request that begins here.
  let state: String?
  /// How deep a loop lies inside others.
  let loopDepth: Int64
  let iteration: Int64?
  let terminatedBy: String?
  let isFailureTerminal: Bool
  let outcome: Outcome?
  /// How the call ended of which its name says that it did.
  let ending: CallEnding?
  let word: String?
  /// What is said of why it went wrong.
  let failure: String?
  let exitCode: Int64?
  /// How long something took, where that is told and can be read; never negative.
  let duration: Nanoseconds?
  /// When it began, where the event says it.
  let begin: Timestamp?
  /// When it ended, where the event says it beside its time.
  let finish: Timestamp?
  /// Whether its time is that of its begin, as OpenTelemetry tells spans.
  let isSpan: Bool
  let kind: SpanKind
  /// How long each phase took, by the map of a completion.
  let phases: [(name: String, duration: Nanoseconds)]
  /// Moments that it tells of.
  let inner: [SpanPoint]
  let links: [SpanLink]
  /// Calls that a line of a transcript tells within its message.
  let calls: [InnerCall]
  /// What else it says.
  let attributes: [Member]
  /// The store that it was pulled of; nil for this one.
  package var origin: LineOrigin?

  /// How what it ends went: of a call as its name has it, else as the event says.
  var ended: Outcome? { ending.map { $0.outcome(saidBy: outcome) } ?? outcome }

  package init(_ event: borrowing Event) {
    position = event.position
    time = event.time
    name = event.name ?? ""
    keys = SpanKeys(event)
    (spanID, parentSpanID) = (event.spanID, event.parentSpanID)
    callID = Label(callOf: event)?.text
    parentCallID = event.string("parent_tool_use_id").flatMap { $0.isEmpty ? nil : $0 }
    toolName = event.toolName
    eventID = event.eventID
    causationID = event.text(.causation)
    parentRunID = event.parentRunID
    (issueType, phase) = (event.issueType, event.phase)
    wave = event.id(.wave)
    loop = event.string(.loop)
    state = event.state ?? event.string(.fromState)
    loopDepth = event.integer(.depth) ?? 0
    iteration = event.integer(.iteration)
    terminatedBy = event.string(.terminatedBy)
    isFailureTerminal = event.bool(.failureTerminal) ?? false
    (outcome, word) = (event.outcome, event.outcomeWord)
    ending = CallEnding(ofCallToldBy: event)
    failure = Self.failure(of: event)
    exitCode = event.exitCode
    isSpan = event.string("kind") == "span" || event.contains(.startTimeUnixNano)
    duration = event.duration.flatMap { $0 < .zero ? nil : $0 }
    begin = Self.instant(event, [.startTime, .startedAt, .startTimeUnixNano])
    finish = Self.instant(event, [.endTime, .endTimeUnixNano])
    kind = Self.kind(of: event)
    phases = Self.phases(of: event)
    inner = SpanPoints.inner(of: event)
    links = SpanPoints.links(of: event)
    calls = InnerCall.all(of: event)
    attributes = SpanAttributes.rest(of: event)
  }

  private static func instant(_ event: borrowing Event, _ keys: [Key]) -> Timestamp? {
    for key in keys {
      if let view = event.view(key), let time = view.timestamp { return time }
    }
    return nil
  }

  private static func failure(of event: borrowing Event) -> String? {
    for name in ["error_summary", "status_message", "error", "reason"] {
      if let text = event.view(named: name)?.string, !text.isEmpty {
        return String(text.prefix(Self.longestText))
      }
    }
    return event.message.map { String($0.prefix(Self.longestText)) }
  }

  /// Characters of a text of which nobody needs more to know what it is about.
  private static let longestText = 400

  private static func kind(of event: borrowing Event) -> SpanKind {
    let word = event.string("span_kind") ?? event.string("kind")
    return word.flatMap { SpanKind(rawValue: $0.lowercased()) } ?? .internal
  }

  private static func phases(of event: borrowing Event) -> [(name: String, duration: Nanoseconds)] {
    guard let map = event.view(.phases) else { return [] }
    var phases: [(name: String, duration: Nanoseconds)] = []
    map.forEachLastMember { name, value in
      guard let text = name.string, !text.isEmpty,
        case .valid(let duration)? = event.readDuration(value, isSeconds: true), duration >= .zero
      else { return }
      phases.append((text, duration))
    }
    return phases
  }
}

/// What ties events to each other.
struct SpanKeys: Sendable, Equatable {
  var trace: Label?
  var run: Label?
  var session: Label?
  var issue: Label?
  var correlation: Label?
  var stream: Label?
  var tool: Label?

  init() {}

  init(_ event: borrowing Event) {
    trace = Label(event.traceID)
    run = Label(event.runID)
    session = Label(event.sessionID)
    issue = Label(event.issueID)
    correlation = Label(event.text(.correlation))
    stream = Label(event.stream)
    tool = Label(event.tool)
  }

  /// Takes over what it does not know itself.
  mutating func fill(from other: SpanKeys) {
    trace = trace ?? other.trace
    run = run ?? other.run
    session = session ?? other.session
    issue = issue ?? other.issue
    correlation = correlation ?? other.correlation
    stream = stream ?? other.stream
    tool = tool ?? other.tool
  }
}
