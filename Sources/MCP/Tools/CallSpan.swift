import Questions
import TLM
import Telemetry

/// A call while it goes on: it is told as a span when it has ended, whatever came of it. What was asked
/// is not told, as it may be anybody's secret.
struct CallSpan {
  /// The name of its event.
  static let name = "mcp_call"

  let caller: Caller
  private let start = ContinuousClock.now
  private var fields: [Member]

  /// - Parameters:
  ///   - tool: the one that is called.
  ///   - resource: the one that is read.
  init(
    _ request: Message.Request, _ era: Era, over transport: Dispatcher.Transport,
    tool: String? = nil, resource: String? = nil
  ) {
    caller = Caller(request.params["_meta"], over: transport)
    let parent = caller.parent.map { [Member("parent_span_id", .string($0.spanID))] } ?? []
    fields =
      [
        Member("tool", "tlm-mcp"), Member("trace_id", .string(caller.span.traceID)),
        Member("span_id", .string(caller.span.spanID)),
      ] + parent + (caller.session.map { [Member("session_id", .string($0))] } ?? [])
      + [Member("mcp_method", .string(request.method))]
    if let tool { fields.append(Member("mcp_tool", .string(tool))) }
    if let resource { fields.append(Member("mcp_resource", .string(resource))) }
    fields += [
      Member("mcp_version", .string(era.version)),
      Member("transport", .string(transport.rawValue)),
    ]
  }

  /// The event of one that was answered.
  func ended(bytes: Int) -> NewEvent {
    event([Member("result", "success"), Member("bytes", .integer(Int64(bytes)))])
  }

  /// The event of one that failed.
  func ended(_ error: QuestionError) -> NewEvent {
    event([Member("result", "failure"), Member("error_type", .string(error.code))])
  }

  private func event(_ ending: [Member]) -> NewEvent {
    let length = (ContinuousClock.now - start) / .seconds(1)
    return NewEvent(
      Self.name, at: .current, fields: fields + [Member("duration_s", .double(length))] + ending)
  }
}
