import TLM
import Telemetry

/// Who calls, as far as the call says it: the trace that it belongs to, and the session.
struct Caller: Sendable {
  /// The span of the call.
  let span: TraceContext
  /// The span that it is part of; nil: it begins a trace.
  let parent: TraceContext?
  /// Of the agent that has started this program.
  let session: String?

  /// - Parameter meta: `_meta` of the request.
  init(_ meta: Value?, over transport: Dispatcher.Transport) {
    var told: TraceContext?
    if case .string(let header)? = meta?["traceparent"] {
      told = TraceContext(traceparent: header)
    }
    // Who calls over a network has not started this program.
    let isOurs = transport == .pipe
    parent = told ?? (isOurs ? TraceContext.inherited : nil)
    span = parent?.child() ?? .new()
    session = isOurs ? StoreLocation.variable("CLAUDE_CODE_SESSION_ID") : nil
  }

  /// What ties an event to the call.
  var ties: [Member] {
    [
      Member("trace_id", .string(span.traceID)), Member("parent_span_id", .string(span.spanID)),
    ] + (session.map { [Member("session_id", .string($0))] } ?? [])
  }
}
