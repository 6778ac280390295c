package import Events

/// The events of what one resource tells, whichever way it comes in: a line of a file or a request.
package struct OTLPEvents: Sendable {
  package private(set) var events: [NewEvent] = []
  /// What is wrong with some of them, by their place: a receiver takes a point with a fault not at all.
  package private(set) var faults: [Int: String] = [:]
  /// Spans that end before they begin, each taken without a duration.
  package private(set) var reversed: [String] = []
  /// All that the resource says of itself, of which each event carries what it has room for.
  package let wholeResource: [Member]
  private let resource: [Member]
  private let service: String?
  private let limit: Int

  /// - Parameters:
  ///   - batch: a resource and what it tells.
  ///   - limit: how many bytes of what all of it shares each event carries.
  package init(_ batch: Value, limit: Int) {
    let whole = OTLPValue.attributes(batch["resource"]?["attributes"])
    let service = whole.first { $0.name == "service.name" }?.value.text
    self.limit = limit
    self.service = service.flatMap { $0.utf8.count > limit ? nil : $0 }
    wholeResource = whole
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
    var fields = OTLPFields()
    fields.addIDs(of: span)
    fields.add("kind", "span")
    if let start, let end = OTLPValue.time(span["endTimeUnixNano"]),
      let duration = end.since(start)
    {
      if duration < .zero {
        reversed.append(span["name"]?.text ?? "span")
      } else {
        fields.add("duration_s", .double(Double(duration.rawValue) / 1e9))
      }
    }
    fields.add("span_kind", OTLPValue.spanKind(span["kind"]))
    fields.add("status", OTLPValue.statusWord(span["status"]?["code"]))
    fields.add("status_message", span["status"]?["message"])
    fields.add("trace_state", span["traceState"])
    fields.add("events", OTLPValue.list(span["events"]))
    fields.add("links", OTLPValue.list(span["links"]))
    fields.addDropped(of: span)
    fields.add(unreadable: start, span["startTimeUnixNano"])
    add(span["name"], else: "span", at: start, fields, span["attributes"], scope)
  }

  private mutating func add(record: Value, _ scope: Value) {
    let attributes = OTLPValue.attributes(record["attributes"])
    let named = attributes.first { $0.name == "event.name" }?.value
    var fields = OTLPFields()
    fields.addIDs(of: record)
    fields.add("kind", "log")
    fields.add("level", OTLPLevel.word(of: record))
    let body = record["body"].map(OTLPValue.value)
    let given = record["eventName"]?.text.flatMap { $0.isEmpty ? nil : $0 } ?? named?.text
    let name = AgentRecord.name(given, saidBy: body)
    switch body {
    case .string(let text)? where text == name: break
    case .object?, .array?: fields.add("body", body)
    default: fields.add("message", body)
    }
    fields.addDropped(of: record)
    var time = OTLPValue.time(record["timeUnixNano"])
    fields.add(unreadable: time, record["timeUnixNano"])
    if !fields.has("timeUnixNano") {
      time =
        time ?? AgentRecord.time(saidBy: attributes)
        ?? OTLPValue.time(record["observedTimeUnixNano"])
    }
    add(name.map { .string($0) }, else: "log", at: time, fields, record["attributes"], scope)
  }

  private mutating func add(metric: Value, _ scope: Value) {
    let metric = short(metric)
    for kind in OTLPMetric.kinds {
      guard let data = metric[kind] else { continue }
      for point in data["dataPoints"]?.elements ?? [] {
        var fields = OTLPFields()
        fields.add("kind", "metric")
        fields.add(metric: metric, kind, data)
        fields.add(point: point)
        let time = OTLPValue.time(point["timeUnixNano"])
        fields.add(unreadable: time, point["timeUnixNano"])
        if kind == "histogram" { faults[events.count] = OTLPMetric.fault(of: point) }
        add(metric["name"], else: "metric", at: time, fields, point["attributes"], scope)
      }
    }
  }

  /// A metric of which each point carries no more than it has room for; its name is cut, and says so.
  private func short(_ metric: Value) -> Value {
    .object(
      metric.members.compactMap { member in
        guard let text = member.value.text, text.utf8.count > limit else { return member }
        let beginning = String(decoding: text.utf8.prefix(limit), as: UTF8.self)
        return member.name == "name" ? Member("name", .string(beginning + "…")) : nil
      })
  }

  /// The attributes stand beside the rest under their own names; one that is called like something that
  /// the event has already gets `attribute.` before its name.
  private mutating func add(
    _ name: Value?, else unnamed: String, at time: Timestamp?, _ fields: OTLPFields,
    _ attributes: Value?, _ scope: Value
  ) {
    var fields = fields
    var name = name?.text ?? ""
    if name.isEmpty { name = unnamed }
    fields.add("tool", service.map { .string($0) })
    fields.add("resource", resource.isEmpty ? nil : .object(resource))
    fields.add(scope: scope["scope"], limit: limit)
    let isOfAgent = AgentRecord.isOfAgent(name, service: service, scope: scope["scope"])
    for member in OTLPValue.attributes(attributes) {
      fields.add(attribute: isOfAgent ? AgentRecord.plain(member) : member)
    }
    if isOfAgent { AgentRecord.addKnown(to: &fields) }
    events.append(NewEvent(name, at: time, fields: fields.members))
  }
}

extension OTLPEvents {
  /// How many events a batch holds.
  package static func count(in batch: Value) -> Int {
    func sum(_ list: Value?, _ count: (Value) -> Int) -> Int {
      (list?.elements ?? []).reduce(0) { $0 + count($1) }
    }
    func points(_ metric: Value) -> Int {
      OTLPMetric.kinds.reduce(0) { $0 + (metric[$1]?["dataPoints"]?.elements.count ?? 0) }
    }
    return sum(batch["scopeSpans"]) { $0["spans"]?.elements.count ?? 0 }
      + sum(batch["instrumentationLibrarySpans"]) { $0["spans"]?.elements.count ?? 0 }
      + sum(batch["scopeLogs"]) { $0["logRecords"]?.elements.count ?? 0 }
      + sum(batch["scopeMetrics"]) { sum($0["metrics"], points) }
  }

  /// How much of what a batch's events share each of them carries: a resource of kilobytes before
  /// thousands of spans would be a log of gigabytes.
  package static func share(of bytes: Int, in resources: [Value]) -> Int {
    let events = resources.reduce(0) { $0 + count(in: $1) }
    return max(1 << 10, min(64 << 10, 4 * bytes / max(1, events)))
  }
}
