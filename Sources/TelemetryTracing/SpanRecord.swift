#if Tracing
  import Events
  import Telemetry
  import Tracing

  /// What a span has told of itself.
  struct SpanRecord: Sendable {
    var name: String
    var attributes: SpanAttributes = [:]
    var status: SpanStatus?
    private var events: [Value] = []
    private var links: [Value] = []
    private var error: [Member] = []
    /// Events and links beyond the limit.
    private var left = 0

    /// So many events, and as many links, are kept of a span.
    static let limit = 128

    init(name: String) { self.name = name }

    mutating func add(_ name: String, at time_ns: UInt64, _ attributes: [Member]) {
      guard events.count < Self.limit else {
        left += 1
        return
      }
      var fields = [Member("ts", SpanTime.value(time_ns)), Member("event", .string(name))]
      Attributes.add(attributes, to: &fields)
      events.append(.object(fields))
    }

    mutating func add(_ error: any Error, at time_ns: UInt64, _ attributes: [Member]) {
      self.error = Thrown.fields(error)
      add("exception", at: time_ns, self.error + attributes)
    }

    mutating func link(_ trace: TraceContext, _ attributes: [Member]) {
      guard links.count < Self.limit else {
        left += 1
        return
      }
      var fields = [
        Member("trace_id", .string(trace.traceID)), Member("span_id", .string(trace.spanID)),
      ]
      Attributes.add(attributes, to: &fields)
      links.append(.object(fields))
    }

    /// The fields of its event.
    func fields(
      childOf parent: TraceContext?, _ kind: SpanKind, from start_ns: UInt64, to end_ns: UInt64,
      isAbandoned: Bool
    ) -> [Member] {
      // A clock that was set back makes no time negative.
      let length_ns = end_ns > start_ns ? end_ns - start_ns : 0
      var fields = [
        Member("ts", SpanTime.value(end_ns)), Member("start_time", SpanTime.value(start_ns)),
        Member("duration_s", .double(Double(length_ns) / 1e9)),
        Member("status", .string(isAbandoned ? "cancelled" : word)),
        Member("kind", .string("\(kind)")),
      ]
      if let parent { fields.append(Member("parent_span_id", .string(parent.spanID))) }
      if let message = status?.message { fields.append(Member("msg", .string(message))) }
      if status?.code == .error { fields += error }
      if !events.isEmpty { fields.append(Member("span_events", .array(events))) }
      if !links.isEmpty { fields.append(Member("links", .array(links))) }
      if left > 0 { fields.append(Member("left_out", .integer(Int64(left)))) }
      Attributes.add(attributes.members, to: &fields)
      return fields
    }

    private var word: String { status?.code == .error ? "failure" : "success" }
  }

  /// Times as tracers count them.
  enum SpanTime {
    /// As events tell it.
    static func value(_ nanoseconds: UInt64) -> Value {
      .string(Timestamp(rawValue: Int64(clamping: nanoseconds)).description)
    }
  }
#endif
