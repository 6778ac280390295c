package import Events
package import Telemetry

/// Who a run is: its id, its place in a trace, and the run that started it.
package struct RunIdentity: Sendable, Equatable {
  package let id: String
  /// The run within which it was started; nil where there is none.
  package let parentID: String?
  /// The span of the run.
  package let span: TraceContext
  /// The span that started it; nil where the trace begins with it.
  package let parentSpanID: String?
  /// Whose it is.
  private let owner: [Member]

  /// The variable that says to a program in which run it is.
  package static let variable = InheritedRun.variable

  /// A new run, below the run and the span that the environment names.
  package init(at time: Timestamp, environment: (String) -> String?) {
    id = RunID.new(at: time)
    parentID = environment(Self.variable).flatMap { $0.isEmpty ? nil : $0 }
    let parent = TraceContext.read(environment)
    span = parent?.child() ?? .new()
    parentSpanID = parent?.spanID
    owner = RunOwner.members(in: environment)
  }

  /// Members that tie an event to the run.
  package var members: [Member] {
    var members = [Member("run_id", .string(id))]
    if let parentID { members.append(Member("parent_run_id", .string(parentID))) }
    members.append(Member("trace_id", .string(span.traceID)))
    members.append(Member("span_id", .string(span.spanID)))
    if let parentSpanID { members.append(Member("parent_span_id", .string(parentSpanID))) }
    return members + owner
  }
}
