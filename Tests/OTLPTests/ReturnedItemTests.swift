import Events
import OTLP
import Testing

/// Lines that came in by OpenTelemetry become what they were.
@Suite struct ReturnedItemTests {
  private func attributes(_ members: KeyValuePairs<String, Value>) -> Value {
    OTLPText.attributes(members.map { Member($0.key, $0.value) })
  }

  /// What a batch comes back as.
  private func returned(_ batch: Value) throws -> [ReturnedItem] {
    try OTLPEvents(batch, limit: 1 << 16).events.map { event in
      var event = event
      event.fields.append(Member("event_id", "otlp-00"))
      let line = event.line()
      let value = try #require(Value(json: Array(line.dropLast())))
      return try #require(ReturnedItem(value))
    }
  }

  /// An object with its members in the order of their names, at every depth.
  private func sorted(_ value: Value) -> Value {
    switch value {
    case .object(let members):
      .object(
        members.map { Member($0.name, sorted($0.value)) }.sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(sorted))
    default: value
    }
  }

  private var resource: Value {
    ["attributes": attributes(["service.name": "svc", "team": "a"])]
  }
  private let scope: Value = ["name": "lib", "version": "2"]

  private func batch(_ scopes: String, _ items: String, _ item: Value) -> Value {
    .object([
      Member("resource", resource),
      Member(scopes, [.object([Member("scope", scope), Member(items, [item])])]),
    ])
  }

  @Test func `a span is the span it was`() throws {
    let span: Value = [
      "traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "00f067aa0ba902b7",
      "traceState": "a=b", "parentSpanId": "00f067aa0ba902b8", "name": "work", "kind": 3,
      "startTimeUnixNano": "1780000000000001000", "endTimeUnixNano": "1780000000123456790",
      "events": [
        [
          "timeUnixNano": "1780000000000000002", "name": "e",
          "attributes": attributes(["k": 1]),
        ]
      ],
      "droppedAttributesCount": 2, "status": ["message": "no", "code": 2],
      "attributes": attributes(["n": 7, "kind": "own", "deep": ["a": [1, "b"]], "ratio": 0.5]),
    ]

    let items = try returned(batch("scopeSpans", "spans", span))

    #expect(items.count == 1 && items[0].signal == .traces)
    #expect(sorted(items[0].message) == sorted(span))
    #expect(sorted(items[0].resource) == sorted(resource) && items[0].scope == scope)
  }

  @Test func `a record is the record it was`() throws {
    let record: Value = [
      "timeUnixNano": "1780000000000001000", "observedTimeUnixNano": "1780000000000001000",
      "severityNumber": 17, "severityText": "error", "body": ["stringValue": "words"],
      "traceId": "0af7651916cd43dd8448eb211c80319c", "eventName": "said",
      "attributes": attributes(["a": true]),
    ]

    let items = try returned(batch("scopeLogs", "logRecords", record))

    #expect(items.count == 1 && items[0].signal == .logs)
    #expect(sorted(items[0].message) == sorted(record))
  }

  @Test(arguments: ["sum", "gauge", "histogram", "exponentialHistogram", "summary"])
  func `a point is of the metric it was of`(kind: String) throws {
    let common: Value = [
      "startTimeUnixNano": "1780000000000000000", "timeUnixNano": "1780000000000001000",
      "attributes": attributes(["a": "b"]),
    ]
    let more: Value =
      switch kind {
      case "sum": ["asInt": "7"]
      case "gauge": ["asDouble": 0.5]
      case "histogram":
        ["count": 3, "sum": 2.5, "bucketCounts": [1, 2], "explicitBounds": [1.5], "min": 0.5]
      case "summary":
        ["count": 3, "sum": 2.5, "quantileValues": [["quantile": 0.5, "value": 1.5]]]
      default:
        [
          "count": 3, "sum": 2.5, "scale": 1, "zeroCount": 1,
          "positive": ["offset": 2, "bucketCounts": [1, 1]],
        ]
      }
    let point = Value.object(common.members + more.members)
    var data: [Member] = [Member("dataPoints", [point])]
    if kind != "gauge", kind != "summary" { data.append(Member("aggregationTemporality", 1)) }
    if kind == "sum" { data.append(Member("isMonotonic", true)) }
    let metric: Value = .object([
      Member("name", "m"), Member("unit", "s"), Member("description", "what it is"),
      Member(kind, .object(data)),
    ])

    let items = try returned(batch("scopeMetrics", "metrics", metric))

    #expect(items.count == 1 && items[0].signal == .metrics)
    #expect(sorted(items[0].message) == sorted(metric))
  }

  @Test func `a whole number beyond 2^53 stays whole`() throws {
    let point: Value = ["timeUnixNano": "1780000000000001000", "asInt": "9007199254740993"]
    let metric: Value = ["name": "m", "sum": ["dataPoints": [point]]]

    let items = try returned(batch("scopeMetrics", "metrics", metric))

    let told = items.first?.message["sum"]?["dataPoints"]?.elements.first
    #expect(told?["asInt"] == "9007199254740993" && told?["asDouble"] == nil)
  }

  @Test func `other lines are none of them`() {
    for line: Value in [
      ["event": "a"], ["event": "a", "event_id": "otlp-1"], ["event_id": 7, "kind": "span"],
      ["event": "a", "event_id": "otlp-1", "kind": "thing"], "text",
    ] {
      #expect(ReturnedItem(line) == nil)
    }
  }

  @Test func `those of one sender go together, and everything is sent once`() {
    var batch = SignalBatch(.traces)
    for number in 0..<5 {
      batch.add(
        ["name": .string("s\(number)")], resource: number == 2 ? ["attributes": []] : resource,
        scope: scope, size: 10)
    }

    #expect(batch.count == 5 && batch.bytes == 50)
    let request = batch.take()
    #expect(request?["resourceSpans"]?.elements.count == 2)
    #expect(batch.count == 0 && batch.take() == nil)
  }
}
