import Journal

extension TraceContext {
  /// The one that whoever began this process handed on, by `TRACEPARENT`, `TRACESTATE` and `BAGGAGE`;
  /// nil where nobody did.
  public static let inherited: TraceContext? = read(StoreLocation.variable)

  /// The variable that names it.
  package static let variable = "TRACEPARENT"

  /// The one that an environment names; nil where it names none.
  package static func read(_ environment: (String) -> String?) -> TraceContext? {
    environment(variable).flatMap {
      TraceContext(
        traceparent: $0, state: environment("TRACESTATE"), baggage: environment("BAGGAGE"))
    }
  }

  /// What a child process is to find in its environment, so that what it tells is of the same trace.
  public var environment: [String: String] {
    var variables = [Self.variable: traceparent]
    if let state { variables["TRACESTATE"] = state }
    if let baggage { variables["BAGGAGE"] = baggage }
    return variables
  }
}
