package import Analysis
package import Events
import OTLP

/// Spans of events as requests of OTLP.
///
/// What lies in what is known only when all events are: they are gathered, so many and no more.
package struct SpanRequests: Sendable {
  private let options: ExportOptions
  private var events: [TracedEvent] = []

  /// Events that are put together at most; a gibibyte or so.
  package static let eventLimit = 1_000_000
  /// Spans of a request, as OpenTelemetry's own exporters have them.
  package static let batchLimit = 512

  package init(_ options: ExportOptions) { self.options = options }

  /// Gathers an event.
  package mutating func add(_ event: borrowing Event) throws(ExportError) {
    guard events.count < Self.eventLimit else {
      throw ExportError(
        .unsupported,
        "there are more than \(Self.eventLimit) events, of which no tree of spans is made at once; "
          + "narrow them with --since and --until, or export --signal logs")
    }
    events.append(TracedEvent(event))
  }

  /// Gives each request with the number of its spans, the earliest roots first.
  ///
  /// - Returns: how many spans there were.
  package func forEach(_ body: (_ request: Value, _ spans: Int) throws -> Void) throws -> Int {
    try options.forEachRequest(of: SpanTree(of: events, in: options.store).spans, body)
  }
}

extension ExportOptions {
  /// Gives each request that spans make, with the number of those in it.
  ///
  /// - Returns: how many spans there were.
  package func forEachRequest(
    of spans: [TraceSpan], _ body: (_ request: Value, _ spans: Int) throws -> Void
  ) rethrows -> Int {
    var batch = SpanBatch()
    var count = 0
    for span in spans {
      // OTLP has no word for a span without a time.
      guard let message = SpanMessage.value(of: span) else { continue }
      batch.add(message, service: service ?? Self.service(of: span))
      count += 1
      if batch.count == SpanRequests.batchLimit {
        try body(batch.message(resource), batch.count)
        batch = SpanBatch()
      }
    }
    if batch.count > 0 { try body(batch.message(resource), batch.count) }
    return count
  }

  private static func service(of span: TraceSpan) -> String? {
    span.attributes.first { $0.name == "tlm.tool" }?.value.text
  }
}

/// Spans of several services as one message.
struct SpanBatch {
  private var services: [String] = []
  private var spans: [String: [Value]] = [:]
  private(set) var count = 0

  mutating func add(_ span: Value, service named: String?) {
    let service = named ?? OTLPResource.standardService
    if spans[service] == nil { services.append(service) }
    spans[service, default: []].append(span)
    count += 1
  }

  func message(_ resource: OTLPResource) -> Value {
    [
      "resourceSpans": .array(
        services.map { service in
          [
            "resource": resource.message(service: service),
            "scopeSpans": [["scope": OTLPResource.scope, "spans": .array(spans[service] ?? [])]],
          ]
        })
    ]
  }
}
