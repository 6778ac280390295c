import Events

/// An event `metric`, in which a program says what it counted: as swift-metrics does with tlm behind it,
/// and as others do who write the same.
struct OwnMetric {
  /// What such events are called.
  static let name = "metric"

  private let fields: ReturnedFields
  private let time: Timestamp

  /// That it says a number, or has a list with one, that nobody can read: a point without it, or with
  /// another in its place, would say something else.
  fileprivate struct NoPoint: Error {}

  /// Nil for every other event.
  init?(_ event: borrowing Event, at time: Timestamp) {
    guard event.name == Self.name, event.string("metric")?.isEmpty == false else { return nil }
    (fields, self.time) = (ReturnedFields(Self.said(by: event, at: time)), time)
  }

  /// The metric with its one point; nil where it says no number.
  func message(prefersDelta: Bool) -> Value? {
    var fields = fields
    var metric = MessageParts()
    metric.add("name", fields.text("metric"))
    metric.add("description", fields.text("description"))
    let kind = fields.text("kind") ?? "gauge"
    metric.add("unit", fields.text("unit") ?? (kind == "timer" ? "s" : nil))
    let data: Data
    do throws(NoPoint) { data = try self.data(kind, &fields, prefersDelta) } catch { return nil }
    var (parts, point) = (data.parts, data.point)
    point.add("attributes", Self.attributes(of: fields))
    parts.add("dataPoints", [point.value])
    metric.add(data.name, parts.value)
    return metric.value
  }

  private typealias Data = (name: String, parts: MessageParts, point: MessageParts)

  private func data(
    _ kind: String, _ fields: inout ReturnedFields, _ prefersDelta: Bool
  ) throws(NoPoint) -> Data {
    let length = try fields.number("interval_s")
    switch kind {
    case "counter": return try counter(&fields, prefersDelta, length)
    case "sum": return try sum(&fields)
    case "gauge", "meter":
      return ("gauge", MessageParts(), point(try Self.number(fields.take("value"))))
    case "timer": return try summary(&fields, length, suffix: "_s")
    case "recorder": return try summary(&fields, length, suffix: "")
    case "histogram": return try histogram(&fields)
    default: throw NoPoint()
    }
  }

  /// A counter says what it grew by, and what it came to since its program began: of that nobody says when.
  private func counter(
    _ fields: inout ReturnedFields, _ prefersDelta: Bool, _ length: Double?
  ) throws(NoPoint) -> Data {
    let (delta, total) = (fields.take("delta"), fields.take("total"))
    let isDelta = delta != nil && (prefersDelta || total == nil)
    let value = try Self.number(isDelta ? delta : total)
    var parts = Self.parts(isDelta: isDelta)
    parts.add("isMonotonic", true)
    return ("sum", parts, point(value, since: isDelta ? length : nil))
  }

  private func sum(_ fields: inout ReturnedFields) throws(NoPoint) -> Data {
    let isDelta = fields.text("temporality") == "delta"
    let isMonotonic = fields.take("is_monotonic")
    let value = try Self.number(fields.take("value"))
    var parts = Self.parts(isDelta: isDelta)
    parts.add("isMonotonic", .bool(isMonotonic == true))
    return ("sum", parts, point(value))
  }

  /// What was recorded within an interval: quantiles, of which the least is 0 and the greatest 1.
  private func summary(
    _ fields: inout ReturnedFields, _ length: Double?, suffix: String
  ) throws(NoPoint) -> Data {
    let count = try Self.count(fields.take("count"))
    var point = times(since: length)
    point.add("count", count)
    point.add("sum", .double(try fields.number("sum" + suffix) ?? 0))
    _ = fields.take("mean" + suffix)
    var quantiles: [Value] = []
    for (name, quantile) in Self.quantiles {
      guard let value = try fields.number(name + suffix) else { continue }
      quantiles.append(["quantile": .double(quantile), "value": .double(value)])
    }
    point.add("quantileValues", .array(quantiles))
    return ("summary", MessageParts(), point)
  }

  private func histogram(_ fields: inout ReturnedFields) throws(NoPoint) -> Data {
    let isDelta = fields.text("temporality") == "delta"
    let count = try Self.count(fields.take("count"))
    var point = times(since: nil)
    point.add("count", count)
    for name in ["sum", "min", "max"] {
      point.add(name, try fields.number(name).map { Value.double($0) })
    }
    var (counts, bounds): ([Value], [Value]) = ([], [])
    for count in try fields.list("bucket_counts") { counts.append(try Self.count(count)) }
    for bound in try fields.list("explicit_bounds") {
      bounds.append(.double(try Self.double(bound)))
    }
    guard OTLPMetric.fits(counts, bounds) else { throw NoPoint() }
    point.add("bucketCounts", .array(counts))
    point.add("explicitBounds", .array(bounds))
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

  /// A number as a member of a point.
  private static func number(_ value: Value?) throws(NoPoint) -> Member {
    guard let value else { throw NoPoint() }
    if let whole = OTLPNumber.whole(value) { return Member("asInt", .string(String(whole))) }
    return Member("asDouble", .double(try double(value)))
  }

  fileprivate static func double(_ value: Value) throws(NoPoint) -> Double {
    let whole = OTLPNumber.whole(value).map { Double($0) }
    let number = whole ?? OTLPNumber.unsigned(value).map { Double($0) } ?? value.number
    guard let number, number.isFinite else { throw NoPoint() }
    return number
  }

  private static func count(_ value: Value?) throws(NoPoint) -> Value {
    guard let number = value.flatMap(OTLPNumber.unsigned) else { throw NoPoint() }
    return .string(String(number))
  }

  /// What an event says, but for its name and its time, under whichever keys they stand.
  private static func said(by event: borrowing Event, at time: Timestamp) -> Value {
    var rest = event.exactMembers.filter { $0.value != .null }
    for key in Key.nameKeys {
      guard let view = event.view(key), view.string == name else { continue }
      rest.removeAll { $0.name == key.spelling }
      break
    }
    for key in Key.timeKeys {
      guard let view = event.view(key), view.timestamp == time else { continue }
      rest.removeAll { $0.name == key.spelling }
      break
    }
    return .object(rest)
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

extension ReturnedFields {
  /// Takes a number out; nil where there is none.
  fileprivate mutating func number(_ name: String) throws(OwnMetric.NoPoint) -> Double? {
    guard let value = take(name) else { return nil }
    return try OwnMetric.double(value)
  }

  /// Takes a list out; empty where there is none.
  fileprivate mutating func list(_ name: String) throws(OwnMetric.NoPoint) -> [Value] {
    guard let value = take(name) else { return [] }
    guard case .array(let elements) = value else { throw OwnMetric.NoPoint() }
    return elements
  }
}
