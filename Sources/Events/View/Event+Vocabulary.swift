/// What every producer says in one way or another. Each is looked for under its canonical key,
/// then its aliases, at the top level and then inside `metadata`, `data` and `payload`; null and
/// empty strings count as absent.
extension Event {
  /// What happened; nil for a line without a name.
  public var name: String? {
    if nameID == .none { return nil }
    if nameID != .overflow { return nameID.string }
    for key in Key.nameKeys where present.contains(key) {
      if let field = field(key), field.kind == .string, field.valueLength > 0 {
        return view(of: field).string
      }
    }
    return nil
  }

  /// The event's own id.
  public var eventID: String? { text(CorrelationKey.eventID) }
  /// The level of a log line, as it is spelled; of pino's and bunyan's numbers the word.
  public var level: String? {
    first(.level) { $0.kind == .string ? $0.nonEmptyString : LevelNumber.word(of: $0) }
  }
  /// What a log line says to people, under `msg`, `message`, `@m` or `@mt`.
  public var message: String? { text(.message) }
  /// The program that emitted the event.
  public var tool: String? { text(CorrelationKey.tool) }
  /// The part of the program that emitted the event.
  public var component: String? { text(CorrelationKey.component) }
  /// The project that the event is about.
  public var project: String? { text(CorrelationKey.project) }
  /// The session of the user or agent.
  public var sessionID: String? { text(CorrelationKey.session) }
  /// The run of a job.
  public var runID: String? { text(CorrelationKey.run) }
  /// The run that started this one.
  public var parentRunID: String? { text(CorrelationKey.parentRun) }
  /// The issue that the event is about.
  public var issueID: String? { text(CorrelationKey.issue) }
  /// The kind of issue, as the producer says it; ids are not looked into.
  public var issueType: String? { text(.issueType) }
  /// The phase of the work on an issue.
  public var phase: String? { text(.phase) }
  /// The trace that the event belongs to.
  public var traceID: String? { text(CorrelationKey.trace) }
  /// The span that the event belongs to.
  public var spanID: String? { id(.span) }
  /// The span around that span.
  public var parentSpanID: String? { id(.parentSpan) }
  /// The tool that an agent called.
  public var toolName: String? { text(.toolName) }
  /// The language model.
  public var model: String? { text(.model) }
  /// The stream that the event belongs to: events of one stream are numbered by its revisions.
  public var stream: String? { text(CorrelationKey.stream) }
  /// What keeps an append from being made twice: at most one event of a log is appended under it.
  public var idempotencyKey: String? { text(CorrelationKey.idempotencyKey) }
  /// The state of a loop.
  public var state: String? { text(.state) }
  /// The exit code of a command, as a number or as text; one beyond 64 bits as the nearest within.
  public var exitCode: Int64? { first(.exitCode) { Outcome.whole($0).map(Self.nearest) } }

  private static func nearest(_ whole: Double) -> Int64 {
    Int64(exactly: whole) ?? (whole < 0 ? .min : .max)
  }

  /// The cost in US dollars, as the source says it.
  public var costUSD: Double? { first(.cost) { $0.double } }
}
