public import Events

/// What the work of agents came to: sessions, responses, prompts and calls, tokens and their cost, by
/// day, model, project and session.
///
/// Each piece of work is a row of what all its tellings say together, and so counts once: whatever
/// transcripts, hooks and telemetry tell it, in whatever order and however often. What it cost is put
/// on it when somebody asks.
public struct AgentUsage: KeyedProjection, Reporting {
  public static let name = "usage"
  public static let version = 4

  public init() {}

  public var body: Handlers<Rows<AgentUsage.Row>> { AgentWork.handlers }

  public func report(ofRow row: AgentUsage.Row) -> Value? { row.value }

  /// As `tlm usage --json`, at the prices that come with tlm.
  public func report(of rows: Rows<AgentUsage.Row>) -> Value { UsageAnswer(of: rows).value() }
}
