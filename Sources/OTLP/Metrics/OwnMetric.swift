import Events

/// An event `metric`, in which a program says what it counted: as swift-metrics does with tlm behind it,
/// and as others do who write the same.
struct OwnMetric {
  /// What such events are called.
  static let name = "metric"

  private let fields: ReturnedFields
  private let time: Timestamp

  /// Nil for every other event.
  init?(_ line: Value, at time: Timestamp) {
    guard line["event"]?.text == Self.name, line["metric"]?.text?.isEmpty == false else {
      return nil
    }
    (fields, self.time) = (ReturnedFields(line), time)
  }

  /// The metric with its one point; nil where it says no number.
  func message(prefersDelta: Bool) -> Value? {
    var fields = fields
    var metric = MessageParts()
    metric.add("name", fields.text("metric"))
    metric.add("description", fields.text("description"))
    let kind = fields.text("kind") ?? "gauge"
    metric.add("unit", fields.text("unit") ?? (kind == "timer" ? "s" : nil))
    let length = fields.take("interval_s")?.number
    let data: Data?
    switch kind {
    case "counter": data = counter(&fields, prefersDelta, length)
    case "sum": data = sum(&fields)
    case "gauge", "meter": data = gauge(&fields)
    case "timer": data = summary(&fields, length, suffix: "_s")
    case "recorder": data = summary(&fields, length, suffix: "")
    case "histogram": data = histogram(&fields)
    default: data = nil
    }
    guard let data else { return nil }
    var (parts, point) = (data.parts, data.point)
    point.add("attributes", Self.attributes(of: fields))
    parts.add("dataPoints", [point.value])
    metric.add(data.name, parts.value)
    return metric.value
  }

  private typealias Data = (name: String, parts: MessageParts, point: MessageParts)

  /// A counter says what it grew by, and what it came to since its program began: of that nobody says when.
  private func counter(
    _ fields: inout ReturnedFields, _ prefersDelta: Bool, _ length: Double?
  ) -> Data? {
    let (delta, total) = (fields.take("delta"), fields.take("total"))
    let isDelta = delta != nil && (prefersDelta || total == nil)
    guard let value = Self.number(isDelta ? delta : total) else { return nil }
    var parts = Self.parts(isDelta: isDelta)
    parts.add("isMonotonic", true)
    return ("sum", parts, point(value, since: isDelta ? length : nil))
  }

  private func sum(_ fields: inout ReturnedFields) -> Data? {
    let isDelta = fields.text("temporality") == "delta"
    let isMonotonic = fields.take("is_monotonic")
    guard let value = Self.number(fields.take("value")) else { return nil }
    var parts = Self.parts(isDelta: isDelta)
    parts.add("isMonotonic", .bool(isMonotonic == true))
    return ("sum", parts, point(value))
  }

  private func gauge(_ fields: inout ReturnedFields) -> Data? {
    guard let value = Self.number(fields.take("value")) else { return nil }
    return ("gauge", MessageParts(), point(value))
  }

  /// What was recorded within an interval: quantiles, of which the least is 0 and the greatest 1.
  private func summary(
    _ fields: inout ReturnedFields, _ length: Double?, suffix: String
  ) -> Data? {
    guard let count = Self.count(fields.take("count")) else { return nil }
    var point = times(since: length)
    point.add("count", count)
    point.add("sum", .double(fields.take("sum" + suffix)?.number ?? 0))
    _ = fields.take("mean" + suffix)
    let quantiles: [Value] = Self.quantiles.compactMap { name, quantile in
      guard let value = fields.take(name + suffix)?.number else { return nil }
      return ["quantile": .double(quantile), "value": .double(value)]
    }
    point.add("quantileValues", .array(quantiles))
    return ("summary", MessageParts(), point)
  }

  private func histogram(_ fields: inout ReturnedFields) -> Data? {
    let isDelta = fields.text("temporality") == "delta"
    guard let count = Self.count(fields.take("count")) else { return nil }
    var point = times(since: nil)
    point.add("count", count)
    for name in ["sum", "min", "max"] {
      point.add(name, fields.take(name)?.number.map { Value.double($0) })
    }
    let counts = fields.take("bucket_counts")?.elements ?? []
    point.add("bucketCounts", .array(counts.compactMap { Self.count($0) }))
    let bounds = fields.take("explicit_bounds")?.elements ?? []
    point.add("explicitBounds", .array(bounds.compactMap { $0.number.map { Value.double($0) } }))
    return ("histogram", Self.parts(isDelta: isDelta), point)
  }
}

extension OwnMetric {
  private static func parts(isDelta: Bool) -> MessageParts {
    var parts = MessageParts()
    parts.add("aggregationTemporality", .integer(isDelta ? 1 : 2))
    return parts
  }

  private func point(_ value: Member, since length: Double? = nil) -> MessageParts {
    var point = times(since: length)
    point.add(value.name, value.value)
    return point
  }

  /// The time of the event, and that from which on it counts, where it says so.
  private func times(since length: Double?) -> MessageParts {
    var point = MessageParts()
    if let length, length >= 0, length < 1e9 {
      let (start, isBefore) = time.rawValue.subtractingReportingOverflow(
        Int64((length * 1e9).rounded()))
      point.add("startTimeUnixNano", time: isBefore || start <= 0 ? nil : start)
    }
    point.add("timeUnixNano", time: time.rawValue)
    return point
  }

  /// A number as a member of a point; nil for what is none.
  private static func number(_ value: Value?) -> Member? {
    if case .integer(let number)? = value { return Member("asInt", .string(String(number))) }
    return value?.number.map { Member("asDouble", .double($0)) }
  }

  private static func count(_ value: Value?) -> Value? {
    guard case .integer(let number)? = value, number >= 0 else { return nil }
    return .string(String(number))
  }

  /// What tells its stream from others: all that it says besides, but for what is of this line alone.
  private static func attributes(of fields: ReturnedFields) -> Value {
    var attributes = OTLPAttributes()
    let prefix = "attribute."
    for member in fields.members where !ofLine.contains(member.name) {
      let name = names[member.name] ?? member.name
      attributes.add(
        flat: name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name, member.value)
    }
    return OTLPText.attributes(attributes.members)
  }

  private static let quantiles = [
    ("min", 0.0), ("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("max", 1.0),
  ]

  private static let names = ["session_id": "session.id", "run_id": "tlm.run.id"]

  private static let ofLine: Set<String> = [
    "ts", "event", "event_id", "level", "tool", "trace_id", "span_id", "parent_span_id",
    "display_unit", "invalid", "sample_rate", "redacted", "truncated", "tlm_truncated",
  ]
}
