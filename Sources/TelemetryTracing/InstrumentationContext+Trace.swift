#if Tracing
  public import Instrumentation
  public import Telemetry

  extension InstrumentationContext {
    /// The trace that it carries, and the span of it; nil where it carries none.
    ///
    /// `ServiceContext.current?.traceContext` is the one of the current task's innermost span of
    /// swift-distributed-tracing.
    public var traceContext: TraceContext? {
      get { self[CarriedTrace.self]?.carried.trace }
      set { self[CarriedTrace.self] = newValue.map { CarriedTrace(TraceContext.Carried($0)) } }
    }

    /// What a span that begins in it is a child of.
    ///
    /// The context of the task is not always the innermost: a span of the emitter's may have begun
    /// within. Any other one is meant as it is, and so is an empty one where the task has a trace.
    var parent: TraceContext? {
      let task = InstrumentationContext.current?.traceContext
      guard let own = traceContext else { return task == nil ? .holding : nil }
      return own == task ? .innermost : own
    }
  }

  /// How a trace goes in a context.
  struct CarriedTrace: InstrumentationContextKey, Sendable {
    typealias Value = CarriedTrace

    let carried: TraceContext.Carried
    /// The span itself, as long as somebody has it.
    weak let span: EventSpan?

    init(_ carried: TraceContext.Carried, _ span: EventSpan? = nil) {
      self.carried = carried
      self.span = span
    }

    static var nameOverride: String? { "tlm-trace" }
  }
#endif
