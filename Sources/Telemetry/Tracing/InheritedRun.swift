package import Events
import Journal

/// The run and the trace within which a program was started, as its environment says: what it emits
/// belongs to them, unless it says otherwise.
package struct InheritedRun: Sendable, Equatable {
  /// The variable that names the run.
  package static let variable = "TLM_RUN_ID"

  /// Keys by which an event says of which trace it is.
  package static let traceKeys = ["trace_id", "traceId", "span_id", "spanId"]
  /// Keys by which it says of which run.
  package static let runKeys = ["run_id", "runId"]

  private let trace: [Member]
  private let run: [Member]

  /// Of no run and no trace.
  package init() { (trace, run) = ([], []) }

  /// - Parameter environment: the value of a variable.
  package init(environment: (String) -> String?) {
    let parent = TraceContext.read(environment)
    trace =
      parent.map {
        [Member("trace_id", .string($0.traceID)), Member("span_id", .string($0.spanID))]
      } ?? []
    let id = environment(Self.variable).flatMap { $0.isEmpty ? nil : $0 }
    run = id.map { [Member("run_id", .string($0))] } ?? []
  }

  /// That of this process.
  package static let inherited = InheritedRun(environment: StoreLocation.variable)

  package var isEmpty: Bool { trace.isEmpty && run.isEmpty }

  /// What ties an event of these fields to them, as far as it does not say itself of which trace and
  /// of which run it is.
  package func members(besides fields: [Member]) -> [Member] {
    func says(_ keys: [String]) -> Bool { fields.contains { keys.contains($0.name) } }
    return members(hasTrace: says(Self.traceKeys), hasRun: says(Self.runKeys))
  }

  /// What ties an event to them.
  ///
  /// - Parameters:
  ///   - hasTrace: whether it says itself of which trace it is; a span of another one would be wrong.
  ///   - hasRun: whether it says itself of which run.
  package func members(hasTrace: Bool, hasRun: Bool) -> [Member] {
    (hasTrace ? [] : trace) + (hasRun ? [] : run)
  }
}
