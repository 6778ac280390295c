public import Events

/// The sessions of agents: turns and what they came to, time that the agent worked and people took,
/// how full the context was.
///
/// It is made of the same rows as `usage`: each piece of work once, whoever tells it.
public struct Sessions: KeyedProjection, Reporting {
  public static let name = "sessions"
  public static let version = 4

  public init() {}

  public var body: Handlers<Rows<AgentUsage.Row>> { AgentWork.handlers }

  public func report(ofRow row: AgentUsage.Row) -> Value? { row.value }

  /// As `tlm sessions list --json`, at the prices that come with tlm.
  public func report(of rows: Rows<AgentUsage.Row>) -> Value {
    UsageAnswer(of: rows, UsageQuestion(hasDetails: true)).sessionsValue
  }
}
