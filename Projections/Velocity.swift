public import Events

/// How many issues are started and completed in each hour, day, week, month or quarter, how well
/// that goes, and whether it becomes more or less.
public struct Velocity: Reporting {
  public static let name = "velocity"
  public static let version = 2

  /// How long a bucket is.
  public var per: Period
  /// Only starts and completions by this tool count; nil for all.
  public var tool: String?
  /// Only issues of this type count; nil for all.
  public var type: String?

  public init() { self.init(per: .day) }

  /// Counts by buckets of a length, for one tool, for one type of issue, or for all where nil.
  public init(per: Period, tool: String? = nil, type: String? = nil) {
    self.per = per
    self.tool = tool
    self.type = type
  }

  public struct State: Codable, Sendable, Equatable {
    package var span = LogSpan()
    var issues = IssueTable<PlainAttempt>()
    /// Buckets in which something was started or completed, by their number.
    package var buckets: [Int: VelocityBucket] = [:]
    /// Completions by tool, also those without a time.
    package var tools: [Label: Completions] = [:]
    /// Completions of an attempt that was completed already.
    public internal(set) var duplicates = 0
    /// Durations that were negative or out of range: counted here, and in nothing else.
    public internal(set) var invalid = 0
  }

  public var initial: State { State() }

  // Every event, because the log's own first and last time decide which buckets are partial, and
  // any event of an issue makes the next completion another one.
  public var body: Handlers<State> {
    let (per, selection) = (per, Selection(tool: tool, type: type))
    OnAny { event, state in
      state.span.include(event.time)
      guard event.mayNameIssue else { return }
      let step = IssueStep(event)
      guard
        let issue = state.issues.reference(event, event.plainTexts, isStart: step == .start)
      else { return }
      switch step {
      case .start:
        _ = state.issues.begin(issue)
        if selection.includes(event) { state.countStart(at: event.time, per) }
      case .completion:
        let ending = state.issues.complete(issue)
        guard selection.includes(event) else { return }
        switch ending {
        case .duplicate: state.duplicates += 1
        case .ended: state.countCompletion(event, per)
        }
      case .other:
        state.issues.work(on: issue)
      }
    }
  }
}

extension Velocity.State {
  fileprivate mutating func countStart(at time: Timestamp?, _ per: Velocity.Period) {
    guard let time else { return }
    buckets[per.bucket(of: time), default: .init()].started += 1
  }

  fileprivate mutating func countCompletion(_ event: borrowing Event, _ per: Velocity.Period) {
    let (measured, outcome) = (MeasuredDuration(event), event.outcome)
    if case .invalid = measured { invalid += 1 }
    tools[.tool(of: event), default: .init()].record(outcome, measured)
    guard let time = event.time else { return }
    buckets[per.bucket(of: time), default: .init()].completions.record(outcome, measured)
    span.includeCompletion(at: time)
  }
}

extension Velocity {
  private enum CodingKeys: CodingKey { case per, tool, type }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      per: try values.word(.per, Period.self) ?? .day, tool: try values.text(.tool),
      type: try values.text(.type))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(per.rawValue, forKey: .per)
    try values.encode(tool, forKey: .tool)
    try values.encode(type, forKey: .type)
  }
}
