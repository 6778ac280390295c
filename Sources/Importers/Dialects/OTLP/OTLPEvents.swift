import Events

/// The events of what one resource tells.
struct OTLPEvents {
  private(set) var events: [NewEvent] = []
  private let resource: [Member]
  private let service: String?
  private let limit: Int

  /// - Parameters:
  ///   - batch: a resource and what it tells.
  ///   - limit: how many bytes of what all of it shares each event carries.
  init(_ batch: Value, limit: Int) {
    let whole = OTLPValue.attributes(batch["resource"]?["attributes"])
    let service = whole.first { $0.name == "service.name" }?.value.text
    self.limit = limit
    self.service = service.flatMap { $0.utf8.count > limit ? nil : $0 }
    resource = Self.cut(whole, to: limit)
    for scope in (batch["scopeSpans"] ?? batch["instrumentationLibrarySpans"])?.elements ?? [] {
      for span in scope["spans"]?.elements ?? [] { add(span: span, scope) }
    }
    for scope in batch["scopeLogs"]?.elements ?? [] {
      for record in scope["logRecords"]?.elements ?? [] { add(record: record, scope) }
    }
    for scope in batch["scopeMetrics"]?.elements ?? [] {
      for metric in scope["metrics"]?.elements ?? [] { add(metric: metric, scope) }
    }
  }

  /// How many events a batch holds.
  static func count(in batch: Value) -> Int {
    func sum(_ list: Value?, _ count: (Value) -> Int) -> Int {
      (list?.elements ?? []).reduce(0) { $0 + count($1) }
    }
    func points(_ metric: Value) -> Int {
      kinds.reduce(0) { $0 + (metric[$1]?["dataPoints"]?.elements.count ?? 0) }
    }
    return sum(batch["scopeSpans"]) { $0["spans"]?.elements.count ?? 0 }
      + sum(batch["instrumentationLibrarySpans"]) { $0["spans"]?.elements.count ?? 0 }
      + sum(batch["scopeLogs"]) { $0["logRecords"]?.elements.count ?? 0 }
      + sum(batch["scopeMetrics"]) { sum($0["metrics"], points) }
  }

  /// Of metrics.
  private static let kinds = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"]

  /// The members that have room together, and how many were left out.
  private static func cut(_ members: [Member], to limit: Int) -> [Member] {
    var room = limit
    let kept = members.filter { member in
      let size = JSONWriter.text(of: .object([member])).utf8.count
      if size > room { return false }
      room -= size
      return true
    }
    let missing = members.count - kept.count
    return missing == 0 ? kept : kept + [Member("tlm.left_out", .integer(Int64(missing)))]
  }

  private mutating func add(span: Value, _ scope: Value) {
    let start = OTLPValue.time(span["startTimeUnixNano"])
    var fields = ids(of: span)
    fields.append(Member("kind", "span"))
    if let start, let end = OTLPValue.time(span["endTimeUnixNano"]),
      let duration = end.since(start)
    {
      fields.append(Member("duration_s", .double(Double(duration.rawValue) / 1e9)))
    }
    switch OTLPValue.status(span["status"]?["code"]) {
    case 1: fields.append(Member("status", "ok"))
    case 2: fields.append(Member("status", "error"))
    default: break
    }
    keep("status_message", span["status"]?["message"], in: &fields)
    keep("trace_state", span["traceState"], in: &fields)
    keep("events", OTLPValue.list(span["events"]), in: &fields)
    keep("links", OTLPValue.list(span["links"]), in: &fields)
    add(span["name"]?.text ?? "span", at: start, fields, span["attributes"], scope)
  }

  private mutating func add(record: Value, _ scope: Value) {
    let attributes = OTLPValue.attributes(record["attributes"])
    let named = attributes.first { $0.name == "event.name" }?.value.text
    var fields = ids(of: record)
    fields.append(Member("kind", "log"))
    keep("level", record["severityText"].map { .string(($0.text ?? "").lowercased()) }, in: &fields)
    keep("message", record["body"].map(OTLPValue.value), in: &fields)
    let time =
      OTLPValue.time(record["timeUnixNano"]) ?? OTLPValue.time(record["observedTimeUnixNano"])
    let name = record["eventName"]?.text.flatMap { $0.isEmpty ? nil : $0 } ?? named ?? "log"
    add(name, at: time, fields, record["attributes"], scope)
  }

  private mutating func add(metric: Value, _ scope: Value) {
    for kind in Self.kinds {
      for point in metric[kind]?["dataPoints"]?.elements ?? [] {
        var fields = [Member("kind", "metric"), Member("metric_type", .string(kind))]
        keep("unit", metric["unit"], in: &fields)
        keep("value", OTLPValue.number(point), in: &fields)
        for name in ["count", "sum", "min", "max"] {
          keep(name, point[name].map(OTLPValue.plain), in: &fields)
        }
        for name in ["bucketCounts", "explicitBounds", "quantileValues", "positive", "negative"] {
          keep(name, point[name], in: &fields)
        }
        let time = OTLPValue.time(point["timeUnixNano"])
        add(metric["name"]?.text ?? "metric", at: time, fields, point["attributes"], scope)
      }
    }
  }

  private func ids(of value: Value) -> [Member] {
    var fields: [Member] = []
    keep("trace_id", value["traceId"], in: &fields)
    keep("span_id", value["spanId"], in: &fields)
    keep("parent_span_id", value["parentSpanId"], in: &fields)
    return fields
  }

  /// Leaves out what is absent or empty, as OTLP has its defaults.
  private func keep(_ name: String, _ value: Value?, in fields: inout [Member]) {
    guard let value, value != .null, value != .string(""), value != .array([]) else { return }
    fields.append(Member(name, value))
  }

  /// The attributes stand beside the rest under their own names; of one name the event's own counts.
  private mutating func add(
    _ name: String, at time: Timestamp?, _ fields: [Member], _ attributes: Value?, _ scope: Value
  ) {
    var fields = fields
    if let service { fields.append(Member("tool", .string(service))) }
    fields += OTLPValue.attributes(attributes)
    if !resource.isEmpty { fields.append(Member("resource", .object(resource))) }
    if let name = scope["scope"]?["name"], name.text?.utf8.count ?? 0 <= limit {
      keep("scope", name, in: &fields)
    }
    events.append(NewEvent(name, at: time, fields: fields.filter { $0.name != "ts" }))
  }
}
