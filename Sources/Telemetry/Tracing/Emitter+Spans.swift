public import Events
import Journal

/// Spans: one event each, when the work has ended, with its beginning and its length. What is told
/// meanwhile carries their ids.
extension Emitter {
  /// Does some work as a span of the trace that holds here; of a new one where none does.
  ///
  /// ```swift
  /// let rows = try telemetry.span("load") { span in
  ///   let rows = try load()
  ///   span.set("rows", .integer(Int64(rows.count)))
  ///   return rows
  /// }
  /// ```
  /// - Parameters:
  ///   - name: of the event at the end.
  ///   - fields: of that event.
  ///   - body: the work; an error that it throws is told, and thrown on.
  public func span<Result, Failure: Error>(
    _ name: String, _ fields: [Member] = [], _ body: (Span) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let (span, parent) = begin()
    let start = Beginning(by: options.clock)
    do throws(Failure) {
      let result = try withContext(span.context) { () throws(Failure) in try body(span) }
      end(name, fields, span, parent, start, error: nil)
      return result
    } catch {
      end(name, fields, span, parent, start, error: error)
      throw error
    }
  }

  /// The same for work that waits.
  public func span<Result: Sendable>(
    _ name: String, _ fields: [Member] = [],
    isolation: isolated (any Actor)? = #isolation,
    _ body: (Span) async throws -> Result
  ) async throws -> Result {
    let (span, parent) = begin()
    let start = Beginning(by: options.clock)
    do {
      let result = try await TraceContext.$current.withValue(span.context) { try await body(span) }
      end(name, fields, span, parent, start, error: nil)
      return result
    } catch {
      end(name, fields, span, parent, start, error: error)
      throw error
    }
  }

  /// Does some work as the root of a new trace, whatever trace holds here.
  public func trace<Result, Failure: Error>(
    _ name: String, _ fields: [Member] = [], _ body: (Span) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let span = Span(.new())
    let start = Beginning(by: options.clock)
    do throws(Failure) {
      let result = try withContext(span.context) { () throws(Failure) in try body(span) }
      end(name, fields, span, nil, start, error: nil)
      return result
    } catch {
      end(name, fields, span, nil, start, error: error)
      throw error
    }
  }

  private func begin() -> (Span, parent: TraceContext?) {
    let parent = TraceContext.holding
    return (Span(parent?.child() ?? .new()), parent)
  }

  private func end(
    _ name: String, _ fields: [Member], _ span: Span, _ parent: TraceContext?,
    _ start: Beginning, error: (any Error)?
  ) {
    guard isEnabled else { return }
    let own = span.told
    var all = fields.filter { field in !own.contains { $0.name == field.name } } + own
    all += [
      Member("trace_id", .string(span.context.traceID)),
      Member("span_id", .string(span.context.spanID)),
    ]
    if let parent { all.append(Member("parent_span_id", .string(parent.spanID))) }
    all.append(Member("start_time", .string(start.time.description)))
    all.append(Member("duration_s", .double(start.length_s)))
    if !all.contains(where: { $0.name == "status" }) {
      all.append(Member("status", error == nil ? "success" : "failure"))
    }
    if let error { all += Thrown.fields(error) }
    core.take(name, all, nil, in: span.context)
  }

  private func withContext<Result, Failure: Error>(
    _ context: TraceContext, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // A task local lets every error through as `any Error`; there is only this one kind.
    var outcome: Swift.Result<Result, Failure>?
    TraceContext.$current.withValue(context) {
      do throws(Failure) { outcome = .success(try body()) } catch { outcome = .failure(error) }
    }
    guard let outcome else { preconditionFailure("the body was not run") }
    return try outcome.get()
  }
}
