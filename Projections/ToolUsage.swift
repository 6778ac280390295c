public import Events

/// What tools are used for and how well that goes: those that agents call, by name and by risk,
/// and the programs that emit, by theirs.
///
/// Each call that has an id is a row of what its tellings say together; one more row holds what
/// has none, and the programs.
public struct ToolUsage: KeyedProjection, Reporting {
  public static let name = "tool-usage"
  public static let version = 6

  public init() {}

  public var body: Handlers<Rows<ToolUsage.Row>> {
    // Of calls, what personal agents log, what the hooks of Claude Code say, and transcripts.
    On(CallEndNames.completed) { event, rows in rows.end(event, CallEnding(named: event)) }
    On(CallEndNames.failed) { event, rows in rows.end(event, CallEnding(.failure, .told)) }
    On(CallEndNames.failedOrStopped) { event, rows in
      rows.end(event, CallEnding(failureOf: event))
    }
    On(CallEndNames.blocked) { event, rows in rows.end(event, CallEnding(.blocked, .told)) }
    On("PreToolUse") { event, rows in rows.begin(event) }
    On(CallEndNames.answered) { event, rows in rows.end(event, CallEnding(responseOf: event)) }
    On("assistant") { event, rows in rows.beginAll(in: event) }
    On("user") { event, rows in rows.endAll(in: event) }

    // What agents send as OpenTelemetry. Others use the shorter names for other things.
    On(CallEndNames.logged) { event, rows in
      if event.contains(.toolUseID) { rows.end(event, CallEnding(named: event)) }
    }
    On(CallEndNames.decided) { event, rows in
      guard event.contains(.toolUseID), let ending = CallEnding(decisionOf: event) else { return }
      rows.end(event, ending)
    }
    On(CallEndNames.spans) { event, rows in rows.tellSpan(event) }

    OnAny { event, rows in
      // There the program that emitted is unknown: `tool` is what the agent called.
      if !CalledTool.isNamed(by: event), !event.shortText(.tool).isAbsent {
        rows.changeSums { $0.count(event) }
      }
    }
  }

  public func report(ofRow row: ToolUsage.Row) -> Value? { row.value }
}
