import Events

/// The fields of an event while they are gathered; of one name there is one.
struct OTLPFields {
  private(set) var members: [Member] = []
  /// The names of all, once there are many.
  private var names: Set<String> = []

  /// Up to this many, comparing names with each other is faster than hashing them.
  private static let few = 32

  /// Leaves out what is absent or empty, as OTLP has its defaults.
  mutating func add(_ name: String, _ value: Value?) {
    guard let value, value != .null, value != .string(""), value != .array([]) else { return }
    append(Member(name, value))
  }

  /// Adds an attribute under its own name, or beside what is called so already.
  mutating func add(attribute member: Member) {
    let isTaken = Self.reserved.contains(member.name) || has(member.name)
    append(isTaken ? Member("attribute." + member.name, member.value) : member)
  }

  private mutating func append(_ member: Member) {
    members.append(member)
    if members.count == Self.few { names = Set(members.map(\.name)) }
    if members.count > Self.few { names.insert(member.name) }
  }

  func has(_ name: String) -> Bool {
    members.count < Self.few ? members.contains { $0.name == name } : names.contains(name)
  }

  subscript(name: String) -> Value? { members.first { $0.name == name }?.value }

  /// What the line itself says first.
  private static let reserved = ["ts", "event"]
}

extension OTLPFields {
  mutating func addIDs(of value: Value) {
    for (name, key) in Self.ids {
      guard let id = value[key]?.text, !id.utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
        continue
      }
      add(name, .string(id))
    }
  }

  private static let ids = [
    ("trace_id", "traceId"), ("span_id", "spanId"), ("parent_span_id", "parentSpanId"),
  ]

  /// A time that nobody can read stays as it is, and takes the place of none.
  mutating func add(unreadable time: Timestamp?, _ given: Value?) {
    if time == nil, let given, given != "0", given != .integer(0) { add("timeUnixNano", given) }
  }

  /// How much whoever sends it left out.
  mutating func addDropped(of value: Value) {
    for (name, key) in Self.dropped {
      guard let count = value[key].map(OTLPValue.plain), count != .integer(0) else { continue }
      add(name, count)
    }
  }

  private static let dropped = [
    ("dropped_attributes", "droppedAttributesCount"), ("dropped_events", "droppedEventsCount"),
    ("dropped_links", "droppedLinksCount"),
  ]

  /// Who measured or recorded it, within a resource.
  mutating func add(scope: Value?, limit: Int) {
    guard let scope else { return }
    for (name, key) in [("scope", "name"), ("scope_version", "version")]
    where scope[key]?.text?.utf8.count ?? 0 <= limit {
      add(name, scope[key])
    }
    let attributes = OTLPValue.attributes(scope["attributes"])
    guard !attributes.isEmpty else { return }
    let value = Value.object(attributes)
    if JSONWriter.text(of: value).utf8.count <= limit { add("scope_attributes", value) }
  }

  /// What is measured, and how its points go together.
  mutating func add(metric: Value, _ kind: String, _ data: Value) {
    add("metric_type", .string(kind))
    add("unit", metric["unit"])
    add("description", metric["description"])
    add("temporality", OTLPMetric.temporality(data["aggregationTemporality"]))
    add("monotonic", data["isMonotonic"])
  }

  /// One point of it.
  mutating func add(point: Value) {
    add("start_time", OTLPValue.text(ofTime: point["startTimeUnixNano"]))
    if let flags = point["flags"].map(OTLPValue.plain), case .integer(let bits) = flags,
      bits & 1 == 1
    {
      add("no_value", true)
    }
    add("value", OTLPValue.number(point))
    for name in ["count", "sum", "min", "max", "scale", "zeroCount", "zeroThreshold"] {
      add(name, point[name].map(OTLPValue.plain))
    }
    for name in ["bucketCounts", "explicitBounds", "quantileValues", "positive", "negative"] {
      add(name, point[name].map(OTLPValue.plainNumbers))
    }
    add("exemplars", OTLPValue.list(point["exemplars"]))
  }
}

/// What metrics are made of.
enum OTLPMetric {
  static let kinds = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"]

  /// Whether there is a count below, between and above all bounds of a histogram; it may have neither.
  static func fits(_ counts: [Value], _ bounds: [Value]) -> Bool {
    counts.isEmpty ? bounds.isEmpty : counts.count == bounds.count + 1
  }

  /// Why a point is no histogram; nil where it is one.
  static func fault(of point: Value) -> String? {
    let counts = point["bucketCounts"]?.elements ?? []
    let bounds = point["explicitBounds"]?.elements ?? []
    if fits(counts, bounds) { return nil }
    return "has \(counts.count) counts for \(bounds.count) bounds, and needs one more than bounds"
  }

  /// Whether each point counts from the one before, or from the start.
  static func temporality(_ value: Value?) -> Value? {
    switch value.map(OTLPValue.plain) {
    case .integer(1)?, .string("AGGREGATION_TEMPORALITY_DELTA")?: "delta"
    case .integer(2)?, .string("AGGREGATION_TEMPORALITY_CUMULATIVE")?: "cumulative"
    default: nil
    }
  }
}

/// How serious a record is, in the words of levels.
enum OTLPLevel {
  private static let words = ["trace", "debug", "info", "warning", "error", "critical"]

  /// The sender's own word, else that of its number; 10 is what swift-log calls a notice.
  static func word(of record: Value) -> Value? {
    if let text = record["severityText"]?.text, !text.isEmpty {
      return .string(text.lowercased())
    }
    guard case .integer(let number)? = record["severityNumber"].map(OTLPValue.plain),
      1...24 ~= number
    else { return nil }
    return number == 10 ? "notice" : .string(words[Int(number - 1) / 4])
  }
}
