package import Events

/// A line that came in by OpenTelemetry as what it was: a span, a point of a metric, or a record; its
/// times to the microsecond, as lines have them.
package struct ReturnedItem: Sendable {
  package let signal: OTLPSignal
  /// Who sent it, and who recorded it there.
  package let resource: Value
  package let scope: Value
  /// The span, the metric with its one point, or the record.
  package let message: Value

  /// What the ids of lines begin with that came in so.
  package static let prefix = "otlp-"

  /// Nil for every other event.
  package init?(_ event: borrowing Event) { self.init(.object(event.exactMembers)) }

  /// Nil for every other line.
  package init?(_ line: Value) {
    let isOwn = line["event_id"]?.text?.hasPrefix(Self.prefix) ?? false
    guard isOwn || line["otlp_id"]?.text?.hasPrefix(Self.prefix) ?? false else { return nil }
    var fields = ReturnedFields(line)
    _ = fields.take(isOwn ? "event_id" : "otlp_id")
    let kind = fields.text("kind")
    (resource, scope) = Self.sender(&fields)
    switch kind {
    case "span": (signal, message) = (.traces, Self.span(&fields))
    case "metric": (signal, message) = (.metrics, Self.metric(&fields))
    case "log": (signal, message) = (.logs, Self.record(&fields))
    default: return nil
    }
  }

  private static func sender(_ fields: inout ReturnedFields) -> (Value, Value) {
    let resource = fields.take("resource")?.members ?? []
    let service = resource.first { $0.name == "service.name" }?.value
    var rest = fields
    // The program is the service, told once more.
    if service != nil, rest.take("tool") == service { fields = rest }
    var scope = MessageParts()
    scope.add("name", fields.take("scope"))
    scope.add("version", fields.take("scope_version"))
    if let attributes = fields.take("scope_attributes")?.members {
      scope.add("attributes", OTLPText.attributes(attributes))
    }
    return (["attributes": OTLPText.attributes(resource)], scope.value)
  }

  private static func addIDs(_ fields: inout ReturnedFields, to parts: inout MessageParts) {
    parts.add("traceId", fields.take("trace_id"))
    parts.add("spanId", fields.take("span_id"))
  }

  private static func addDropped(_ fields: inout ReturnedFields, to parts: inout MessageParts) {
    parts.add("droppedAttributesCount", fields.take("dropped_attributes"))
    parts.add("droppedEventsCount", fields.take("dropped_events"))
    parts.add("droppedLinksCount", fields.take("dropped_links"))
  }

  private static func span(_ fields: inout ReturnedFields) -> Value {
    var parts = MessageParts()
    addIDs(&fields, to: &parts)
    parts.add("traceState", fields.take("trace_state"))
    parts.add("parentSpanId", fields.take("parent_span_id"))
    let event = fields.take("event")
    parts.add("name", fields.take("span_name") ?? event)
    parts.add("kind", .integer(kinds[fields.text("span_kind") ?? ""] ?? 1))
    let start = fields.time("ts")
    parts.add("startTimeUnixNano", time: start)
    parts.add("endTimeUnixNano", time: start.flatMap { end($0, fields.take("duration_s")) })
    parts.add("events", fields.take("events").map { list($0) })
    parts.add("links", fields.take("links").map { list($0) })
    addDropped(&fields, to: &parts)
    parts.add("status", status(&fields))
    _ = fields.take("timeUnixNano")
    parts.add("attributes", fields.attributes)
    return parts.value
  }

  private static let kinds: [String: Int64] = [
    "server": 2, "client": 3, "producer": 4, "consumer": 5,
  ]

  /// When a span ended; nil where it did not, or at no time that there is.
  private static func end(_ start: Int64, _ duration: Value?) -> Int64? {
    guard let seconds = duration?.number, seconds >= 0, seconds < 1e9 else { return nil }
    let (end, isOver) = start.addingReportingOverflow(Int64((seconds * 1e9).rounded()))
    return isOver ? nil : end
  }

  private static func status(_ fields: inout ReturnedFields) -> Value? {
    var rest = fields
    guard let word = rest.text("status"), ["ok", "error"].contains(word) else { return nil }
    fields = rest
    var parts = MessageParts()
    parts.add("message", fields.take("status_message"))
    parts.add("code", .integer(word == "ok" ? 1 : 2))
    return parts.value
  }

  private static func record(_ fields: inout ReturnedFields) -> Value {
    var parts = MessageParts()
    let time = fields.time("ts")
    parts.add("timeUnixNano", time: time)
    parts.add("observedTimeUnixNano", time: time)
    if let level = fields.text("level") {
      parts.add("severityNumber", OTLPSeverity.number(ofLevel: level).map { .integer($0) })
      parts.add("severityText", level)
    }
    let name = fields.text("event")
    parts.add("body", (fields.take("message") ?? fields.take("body")).map(OTLPText.any))
    addIDs(&fields, to: &parts)
    addDropped(&fields, to: &parts)
    // A record without a name of its own is called so here.
    if name != "log" { parts.add("eventName", name) }
    _ = fields.take("timeUnixNano")
    parts.add("attributes", fields.attributes)
    return parts.value
  }

  /// Events, links and exemplars, with their attributes as OTLP has them.
  static func list(_ value: Value, attributesAs name: String = "attributes") -> Value {
    .array(
      value.elements.map { element in
        .object(
          element.members.map { member in
            member.name == "attributes"
              ? Member(name, OTLPText.attributes(member.value.members)) : member
          })
      })
  }
}
