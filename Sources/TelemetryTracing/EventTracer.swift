#if Tracing
  public import Instrumentation
  public import Telemetry
  public import Tracing

  /// Writes the spans of swift-distributed-tracing: one event each, when it has ended.
  ///
  /// ```swift
  /// InstrumentationSystem.bootstrap(EventTracer(telemetry))
  /// ```
  /// Its spans and those of the emitter are children of each other as they stand within each other,
  /// and what is told within a span carries its ids. The event is named as the span and has
  /// `start_time`, `duration_s`, `status`, `kind`, `span_events`, `links` and what was thrown;
  /// attributes are fields under their own names.
  public struct EventTracer: Tracer {
    private let emitter: Emitter

    /// A tracer into an emitter; switched off, its spans carry ids and write nothing.
    public init(_ emitter: Emitter) {
      self.emitter = emitter
      TraceContext.follow { InstrumentationContext.current?[CarriedTrace.self]?.carried }
    }

    /// Begins a span, as a child of the innermost that holds in the context.
    public func startSpan<Instant: TracerInstant>(
      _ operationName: String, context: @autoclosure () -> InstrumentationContext,
      ofKind kind: SpanKind, at instant: @autoclosure () -> Instant, function: String,
      file fileID: String, line: UInt
    ) -> EventSpan {
      let context = context()
      return EventSpan(
        operationName, in: context, childOf: context.parent, kind,
        start_ns: instant().nanosecondsSinceEpoch, emitter)
    }

    /// The span of a context while it goes on; nil where it has ended, or is of another tracer.
    public func activeSpan(identifiedBy context: InstrumentationContext) -> EventSpan? {
      guard let span = context[CarriedTrace.self]?.span, span.isOpen else { return nil }
      return span
    }

    /// Waits until the spans that have ended are in the log.
    public func forceFlush() { emitter.flush() }
  }

  extension EventTracer {
    /// Hands the trace of a context on, as the headers of W3C Trace Context.
    public func inject<Carrier, Inject: Injector>(
      _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
      guard let trace = context.parent else { return }
      injector.inject(trace.traceparent, forKey: Header.parent, into: &carrier)
      if let state = trace.state { injector.inject(state, forKey: Header.state, into: &carrier) }
      if let baggage = trace.baggage {
        injector.inject(baggage, forKey: Header.baggage, into: &carrier)
      }
    }

    /// Takes the trace that a caller has handed on; a context stays as it is where there is none, or
    /// the header is not one.
    public func extract<Carrier, Extract: Extractor>(
      _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
      guard let header = extractor.extract(key: Header.parent, from: carrier),
        let trace = TraceContext(
          traceparent: header, state: extractor.extract(key: Header.state, from: carrier),
          baggage: extractor.extract(key: Header.baggage, from: carrier))
      else { return }
      context.traceContext = trace
    }
  }

  private enum Header {
    static let parent = "traceparent"
    static let state = "tracestate"
    static let baggage = "baggage"
  }
#endif
