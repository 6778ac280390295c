public import Events

/// Traces: the spans of each, by what all events of a span say together, and so once, in whatever order
/// and however often they come.
public struct Traces: KeyedProjection, Reporting {
  public static let name = "traces"
  public static let version = 1

  public init() {}

  public var body: Handlers<Rows<Traces.Row>> {
    OnAny { event, rows in
      guard let trace = event.traceID else { return }
      let span = event.spanID
      let key = Label(span.map { trace + " " + $0 } ?? trace)
      rows[key, default: Traces.Row(trace: Label(trace), span: Label(span))].join(event)
    }
  }

  public func report(ofRow row: Traces.Row) -> Value? { row.value }

  /// Each trace with the number of its spans, its begin and end, and what failed.
  public func report(of rows: Rows<Traces.Row>) -> Value {
    let traces = TraceSums.all(of: rows)
    return [
      "traces": Value(traces.count),
      "by_trace": .object(
        traces.sorted { $0.key < $1.key }.map { Member($0.key.text, $0.value.value) }),
    ]
  }
}
