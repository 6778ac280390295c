import Analysis
import Events
import OTLP

/// A span as the message `span` of OTLP.
enum SpanMessage {
  /// Nil for one without a time.
  static func value(of span: TraceSpan) -> Value? {
    guard let start = OTLPText.time(span.start), let end = OTLPText.time(span.end) else {
      return nil
    }
    var members = [
      Member("traceId", .string(span.traceID)), Member("spanId", .string(span.id)),
    ]
    if let parent = span.parentID { members.append(Member("parentSpanId", .string(parent))) }
    members += [
      Member("name", .string(span.name.isEmpty ? span.level.rawValue : span.name)),
      Member("kind", .integer(number(of: span.kind))), Member("startTimeUnixNano", start),
      Member("endTimeUnixNano", end),
      Member(
        "attributes", OTLPText.attributes(SpanAttributeNames.attributes(of: span).members)),
    ]
    let events = span.points.compactMap(value)
    if !events.isEmpty { members.append(Member("events", .array(events))) }
    if !span.links.isEmpty { members.append(Member("links", .array(span.links.map(value)))) }
    if case .error(_, let message) = span.status {
      var status = [Member("code", 2)]
      if let message { status.insert(Member("message", .string(message)), at: 0) }
      members.append(Member("status", .object(status)))
    }
    return .object(members)
  }

  private static func number(of kind: SpanKind) -> Int64 {
    switch kind {
    case .internal: 1
    case .server: 2
    case .client: 3
    case .producer: 4
    case .consumer: 5
    }
  }

  private static func value(of point: SpanPoint) -> Value? {
    guard let time = OTLPText.time(point.time) else { return nil }
    var attributes = OTLPAttributes()
    attributes.add("tlm.outcome", point.outcome?.rawValue)
    attributes.add("tlm.position", point.position.map { .integer($0.rawValue) })
    for member in point.attributes { attributes.add(flat: member.name, member.value) }
    return [
      "timeUnixNano": time, "name": .string(point.name.isEmpty ? "event" : point.name),
      "attributes": OTLPText.attributes(attributes.members),
    ]
  }

  private static func value(of link: SpanLink) -> Value {
    var attributes = OTLPAttributes()
    attributes.add("tlm.relation", link.relation)
    let trace = OTLPIdentity.trace(link.traceID)
    return [
      "traceId": .string(trace), "spanId": .string(OTLPIdentity.span(link.spanID, in: trace)),
      "attributes": OTLPText.attributes(attributes.members),
    ]
  }
}
