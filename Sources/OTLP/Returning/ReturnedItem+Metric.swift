import Events

/// Points of metrics.
extension ReturnedItem {
  static func metric(_ fields: inout ReturnedFields) -> Value {
    var parts = MessageParts()
    parts.add("name", fields.take("event"))
    parts.add("description", fields.take("description"))
    parts.add("unit", fields.take("unit"))
    let kind = fields.text("metric_type").flatMap { OTLPMetric.kinds.contains($0) ? $0 : nil }
    var data = MessageParts()
    switch fields.text("temporality") {
    case "delta"?: data.add("aggregationTemporality", 1)
    case "cumulative"?: data.add("aggregationTemporality", 2)
    default: break
    }
    data.add("isMonotonic", fields.take("monotonic"))
    data.add("dataPoints", .array([point(&fields)]))
    parts.add(kind ?? "gauge", data.value)
    return parts.value
  }

  private static func point(_ fields: inout ReturnedFields) -> Value {
    var parts = MessageParts()
    parts.add("startTimeUnixNano", time: fields.time("start_time"))
    parts.add("timeUnixNano", time: fields.time("ts"))
    if fields.take("no_value") == true { parts.add("flags", 1) }
    if let value = fields.take("value") {
      let whole = OTLPNumber.whole(value)
      parts.add(whole == nil ? "asDouble" : "asInt", whole.map { .string(String($0)) } ?? value)
    }
    for name in names { parts.add(name, fields.take(name)) }
    parts.add(
      "exemplars", fields.take("exemplars").map { list($0, attributesAs: "filteredAttributes") })
    _ = fields.take("timeUnixNano")
    parts.add("attributes", fields.attributes)
    return parts.value
  }

  private static let names = [
    "count", "sum", "min", "max", "scale", "zeroCount", "zeroThreshold", "bucketCounts",
    "explicitBounds", "quantileValues", "positive", "negative",
  ]
}
