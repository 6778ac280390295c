#if Tracing
  import Events
  public import Instrumentation
  import Synchronization
  public import Telemetry
  public import Tracing

  /// A span of swift-distributed-tracing while it goes on, and what is to be told of it at its end.
  ///
  /// One that nobody ends is told as `cancelled`, when its last use is over.
  public final class EventSpan: Tracing.Span {
    /// The trace, and this span of it.
    public let traceContext: TraceContext
    private let origin: InstrumentationContext
    private let carried: TraceContext.Carried
    private let parent: TraceContext?
    private let kind: SpanKind
    private let start_ns: UInt64
    private let emitter: Emitter
    private let state: Mutex<State>

    private struct State {
      var record: SpanRecord
      var isOpen = true
    }

    init(
      _ name: String, in origin: InstrumentationContext, childOf parent: TraceContext?,
      _ kind: SpanKind, start_ns: UInt64, _ emitter: Emitter
    ) {
      traceContext = parent?.child() ?? .new()
      carried = TraceContext.Carried(traceContext)
      self.origin = origin
      self.parent = parent
      self.kind = kind
      self.start_ns = start_ns
      self.emitter = emitter
      state = Mutex(State(record: SpanRecord(name: name)))
    }

    deinit { end(at: DefaultTracerClock.now, isAbandoned: true) }

    /// What begins in it is its child.
    public var context: InstrumentationContext {
      var context = origin
      context[CarriedTrace.self] = CarriedTrace(carried, self)
      return context
    }

    /// Whether it has not ended and will be written.
    public var isRecording: Bool { emitter.isEnabled && isOpen }

    var isOpen: Bool { state.withLock { $0.isOpen } }

    /// What is done: the name of the event.
    public var operationName: String {
      get { state.withLock { $0.record.name } }
      set { change { $0.name = newValue } }
    }

    /// What is known of it: fields of the event.
    public var attributes: SpanAttributes {
      get { state.withLock { $0.record.attributes } }
      set { change { $0.attributes = newValue } }
    }

    /// Says how it went; without a word it is a success.
    public func setStatus(_ status: SpanStatus) { change { $0.status = status } }

    /// Tells of a moment in it.
    public func addEvent(_ event: SpanEvent) {
      change { $0.add(event.name, at: event.nanosecondsSinceEpoch, event.attributes.members) }
    }

    /// Tells of an error: of the span where it fails, and of a moment in it.
    public func recordError<Instant: TracerInstant>(
      _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
      let time = instant().nanosecondsSinceEpoch
      change { $0.add(error, at: time, attributes.members) }
    }

    /// Names another span that it has to do with.
    public func addLink(_ link: SpanLink) {
      guard let trace = link.context.traceContext else { return }
      change { $0.link(trace, link.attributes.members) }
    }

    /// Ends it, which writes it; nothing where it has ended.
    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
      end(at: instant(), isAbandoned: false)
    }

    private func end(at instant: some TracerInstant, isAbandoned: Bool) {
      let record = state.withLock { state -> SpanRecord? in
        defer { state.isOpen = false }
        return state.isOpen ? state.record : nil
      }
      guard let record, emitter.isEnabled else { return }
      let fields = record.fields(
        childOf: parent, kind, from: start_ns, to: instant.nanosecondsSinceEpoch,
        isAbandoned: isAbandoned)
      emitter.tell(record.name.isEmpty ? "span" : record.name, fields, in: traceContext)
    }

    /// What comes after the end is not told any more.
    private func change(_ body: (inout SpanRecord) -> Void) {
      guard emitter.isEnabled else { return }
      state.withLock { state in
        if state.isOpen { body(&state.record) }
      }
    }
  }
#endif
