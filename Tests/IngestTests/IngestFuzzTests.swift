import Events
import Journal
import OTLP
import Posting
import TestSupport
import Testing

@testable import Ingest

/// Whatever comes, nothing traps, every answer is one that the protocol knows, and of a request that is
/// refused nothing is in the log.
@Suite struct IngestFuzzTests {
  private static let bodies: [(OTLPSignal, Value)] = [
    (
      .traces,
      Sent.traces(
        Sent.span("a", 1, ["n": 7, "list": [1, "x", [2.5]], "map": ["k": true]]),
        Sent.span("b", 2).with(["events": [["name": "e", "timeUnixNano": "7"]]]))
    ),
    (
      .logs,
      Sent.logs(
        Sent.record("a", ["text": "ünï \"x\""]).with(["body": ["stringValue": "hello"]]),
        Sent.record("b").with(["severityNumber": 17]))
    ),
    (
      .metrics,
      Sent.metrics(
        "load", "histogram",
        [
          "count": "4", "sum": 2.5, "bucketCounts": ["1", "3"], "explicitBounds": [0.5],
          "timeUnixNano": "1780000000000000000",
        ])
    ),
  ]

  /// Bytes with some of them changed, cut off, doubled or moved.
  private func broken(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(4) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      switch random.below(6) {
      case 0: bytes[place] ^= 1 << UInt8(random.below(8))
      case 1: bytes[place] = UInt8(random.below(256))
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.insert(contentsOf: bytes[place...].prefix(random.below(20)), at: place)
      case 4: bytes.removeSubrange(place..<min(bytes.count, place + random.below(8)))
      default: bytes.replaceSubrange(place..<place, with: Array("1e999".utf8))
      }
    }
    return bytes
  }

  @Test func `broken requests of either form, packed or not, are taken or refused as a whole`()
    throws
  {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let receiver = try Receiver()
    var statuses: [Int: Int] = [:]
    var appended = 0

    for turn in 0..<6000 {
      let (signal, value) = Self.bodies[turn % 3]
      let isJSON = random.below(2) == 0
      let isPacked = random.below(4) == 0
      var body =
        isJSON
        ? Array(JSONWriter.text(of: value).utf8)
        : ProtobufWriter.bytes(of: value, as: signal.request)
      if isPacked { body = try #require(Gzip.packed(body)) }
      let answer = receiver.ingest.take(
        signal, contentType: isJSON ? "application/json" : "application/x-protobuf",
        contentEncoding: isPacked ? "gzip" : nil, body: broken(body, &random))
      statuses[answer.status, default: 0] += 1
      appended += answer.appended
      if answer.status != 200 { #expect(answer.appended == 0) }
    }

    #expect(Set(statuses.keys).isSubset(of: [200, 400, 413]) && statuses.count >= 2)
    let lines = try receiver.log.lines()
    #expect(lines.count == appended)
    #expect(lines.allSatisfy { Value(json: $0)?["event"] != nil })
  }

  @Test func `a request cut off at any byte is refused, or is one of fewer things`() throws {
    let receiver = try Receiver()
    for (signal, value) in Self.bodies {
      let json = Array(JSONWriter.text(of: value).utf8)
      for length in 0..<json.count {
        let answer = receiver.ingest.take(
          signal, contentType: "application/json", contentEncoding: nil,
          body: Array(json[..<length]))
        #expect(answer.status == 400)
      }
      let bytes = ProtobufWriter.bytes(of: value, as: signal.request)
      for length in 1..<bytes.count {
        let answer = receiver.ingest.take(
          signal, contentType: "application/x-protobuf", contentEncoding: nil,
          body: Array(bytes[..<length]))
        #expect(answer.status == 400)
      }
    }
    #expect(try receiver.log.lines().isEmpty)
  }

  @Test func `bytes of chance are no request, and nothing comes of them`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let receiver = try Receiver()

    for _ in 0..<2000 {
      let body = (0..<random.below(200)).map { _ in UInt8(random.below(256)) }
      for type in ["application/json", "application/x-protobuf"] {
        let answer = receiver.ingest.take(
          .traces, contentType: type, contentEncoding: random.below(5) == 0 ? "gzip" : nil,
          body: body)
        #expect([200, 400].contains(answer.status))
      }
    }
  }

  @Test func `values within values are read so far, and refused beyond`() throws {
    let receiver = try Receiver()
    func body(_ depth: Int) -> Value {
      var value: Value = ["stringValue": "x"]
      for _ in 0..<depth { value = ["arrayValue": ["values": [value]]] }
      return [
        "resourceLogs": [
          ["scopeLogs": [["logRecords": [["eventName": "deep", "body": value]]]]]
        ]
      ]
    }

    for depth in [1, 20] {
      #expect(receiver.take(.logs, body(depth)).appended == 1)
      let bytes = ProtobufWriter.bytes(of: body(depth), as: .logs)
      #expect(take(receiver, bytes).known == 1)
    }
    for depth in [40, 400] {
      #expect(receiver.take(.logs, body(depth)).status == 400)
      #expect(take(receiver, ProtobufWriter.bytes(of: body(depth), as: .logs)).status == 400)
    }
    let brackets = String(repeating: "[", count: 100_000)
    #expect(receiver.take(.logs, json: #"{"resourceLogs":"# + brackets).status == 400)
  }

  private func take(_ receiver: Receiver, _ bytes: [UInt8]) -> OTLPIngest.Answer {
    receiver.ingest.take(
      .logs, contentType: "application/x-protobuf", contentEncoding: nil, body: bytes)
  }

  @Test func `numbers at their ends come in as what they are`() throws {
    let receiver = try Receiver()
    let ends: [Value] = [
      ["intValue": "9223372036854775807"], ["intValue": "-9223372036854775808"],
      ["doubleValue": "NaN"], ["doubleValue": "-Infinity"], ["doubleValue": 1.7976931348623157e308],
      ["bytesValue": "AAEC"], [:],
    ]
    let record = Sent.record("ends").with([
      "timeUnixNano": "18446744073709551615",
      "attributes": .array(
        ends.enumerated().map { ["key": .string("a\($0.offset)"), "value": $0.element] }),
    ])

    #expect(receiver.take(.logs, Sent.logs(record)).appended == 1)

    let event = try receiver.events()[0]
    #expect(event["a0"] == "9223372036854775807" && event["a2"] == "NaN")
    #expect(event["a3"] == "-Infinity" && event["a4"] == .double(1.7976931348623157e308))
    #expect(event["a5"] == "AAEC" && event["a6"] == .null)
    // A time that nobody can read stays as it is, and takes the place of none.
    #expect(event["ts"] == nil && event["timeUnixNano"] == "18446744073709551615")
    let span = Sent.span("back").with(["endTimeUnixNano": "1"])
    #expect(receiver.take(.traces, Sent.traces(span)).appended == 1)
  }
}
