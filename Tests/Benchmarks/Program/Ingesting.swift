import Events
import Ingest
import Journal
import OTLP
import SystemCalls

/// Takes requests of 20 spans as a server is given them: about 11 KB as protobuf.
enum Ingesting {
  static func run(_ options: Options) throws {
    let log = try EventLog.create(options.text("store"))
    let ingest = OTLPIngest(log)
    let isJSON = options["form"] == "json"
    let bodies = (0..<options.number("count")).map { body($0, isJSON: isJSON) }
    var samples = Samples(capacity: bodies.count)
    var events = 0
    let start = monotonicNow()
    for body in bodies {
      let before = monotonicNow()
      let answer = ingest.take(
        .traces, contentType: isJSON ? "application/json" : "application/x-protobuf",
        contentEncoding: nil, body: body)
      samples.add(monotonicNow() - before)
      events += answer.appended
    }
    let end = monotonicNow()
    try samples.save(options.text("samples"))
    let bytes = bodies.first?.count ?? 0
    print("{\"start\":\(start),\"end\":\(end),\"events\":\(events),\"bytes\":\(bytes)}")
  }

  private static func body(_ number: Int, isJSON: Bool) -> [UInt8] {
    let spans = (0..<20).map { span(number * 20 + $0 + 1) }
    let request: Value = [
      "resourceSpans": [
        [
          "resource": [
            "attributes": OTLPText.attributes([
              Member("service.name", "checkout"), Member("service.version", "1.4.2"),
              Member("host.name", "laptop"), Member("telemetry.sdk.language", "python"),
            ])
          ],
          "scopeSpans": [["scope": ["name": "bench"], "spans": .array(spans)]],
        ]
      ]
    ]
    return isJSON
      ? Array(JSONWriter.text(of: request).utf8) : ProtobufWriter.bytes(of: request, as: .traces)
  }

  private static func span(_ number: Int) -> Value {
    let start = 1_780_000_000_000_000_000 + Int64(number) * 1_000_000
    let id = String(number, radix: 16)
    let attributes = (0..<7).map {
      Member("http.request.header.name-\($0)", .string("a value of this header, number \(number)"))
    }
    return [
      "traceId": .string(String(repeating: "0", count: 32 - id.utf8.count) + id),
      "spanId": .string(String(repeating: "0", count: 16 - id.utf8.count) + id),
      "name": "GET /orders/{id}", "kind": 2, "startTimeUnixNano": .string(String(start)),
      "endTimeUnixNano": .string(String(start + 2_500_000)),
      "attributes": OTLPText.attributes(attributes + [Member("http.status", 200)]),
    ]
  }
}
