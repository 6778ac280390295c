import Events
import Journal
import SystemCalls

/// What an emitter does with an event: completed, sampled, then written or left to a thread.
///
/// In the child of a fork it begins anew: what waited is its parent's to write.
final class EmitterCore: Sendable {
  private let options: Emitter.Options
  private let parts: ForkSafe<Parts>
  private let preparation: Preparation

  private final class Parts: Sendable {
    let sink: EventSink
    let queue: EventQueue?
    let sampled = Guarded(SampledSecond())

    init(_ output: any EventOutput, _ options: Emitter.Options) {
      sink = EventSink(output, options)
      guard case .buffered(let capacity, let overflow) = options.delivery else {
        queue = nil
        return
      }
      queue = EventQueue(capacity, overflow, into: sink)
    }
  }

  init(_ output: any EventOutput, _ options: Emitter.Options) {
    self.options = options
    preparation = Preparation(options)
    // Nothing is opened yet, so that a child of a fork begins with the same.
    parts = ForkSafe { Parts(output, options) }
  }

  var dropped: [Drop: Int] { parts.value.sink.dropped }
  var redactions: RedactionReport { parts.value.sink.redactions }

  func flush(timeout: Duration) -> Bool { parts.value.queue?.flush(timeout: timeout) ?? true }

  func take(_ name: String, _ fields: [Member], _ level: EventLevel?, in trace: TraceContext?) {
    let now = options.clock.time()
    var members = fields
    add("level", level.map { .string($0.rawValue) }, to: &members)
    for field in options.fields { add(field.name, field.value, to: &members) }
    add("trace_id", trace.map { .string($0.traceID) }, to: &members)
    add("span_id", trace.map { .string($0.spanID) }, to: &members)
    let isTimed = fields.contains { $0.name == "ts" }
    let event = NewEvent(name, at: isTimed ? nil : now, fields: members)
    let parts = parts.value
    if let rule = options.sampling.rule(for: name), rule.first != nil,
      !parts.sampled.withLock({ $0.admits(rule, at: now) })
    {
      return
    }
    guard let kept = preparation.kept(event, in: trace) else { return }
    if let queue = parts.queue { queue.take(kept) } else { parts.sink.write([kept]) }
  }

  /// Adds a field that the caller has not named.
  private func add(_ name: String, _ value: Value?, to members: inout [Member]) {
    guard let value, !members.contains(where: { $0.name == name }) else { return }
    members.append(Member(name, value))
  }
}
