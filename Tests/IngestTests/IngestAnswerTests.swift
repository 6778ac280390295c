import Events
import Journal
import OTLP
import Posting
import TestSupport
import Testing

@testable import Ingest

/// What senders are answered, as OpenTelemetry's protocol has it.
@Suite struct IngestAnswerTests {
  private let logs = Sent.logs(Sent.record("tick"))

  /// An answer to bytes in either form.
  private func answer(
    _ receiver: Receiver, _ signal: OTLPSignal = .logs, type: String?, encoding: String? = nil,
    _ body: [UInt8]
  ) -> OTLPIngest.Answer {
    receiver.ingest.take(signal, contentType: type, contentEncoding: encoding, body: body)
  }

  /// The sentence of an error's body.
  private func sentence(_ answer: OTLPIngest.Answer) -> String? {
    let value =
      answer.contentType == "application/json"
      ? answer.json : ProtobufReader.value(of: answer.body, as: .rpcStatus)
    return value?["message"]?.text
  }

  private func expect(
    _ answer: OTLPIngest.Answer, status: Int, grpc: Int, saying words: String,
    _ place: SourceLocation = #_sourceLocation
  ) {
    #expect(answer.status == status && answer.grpc.status == grpc, sourceLocation: place)
    let said = sentence(answer)
    #expect(said?.contains(words) == true, "\(said ?? "nothing")", sourceLocation: place)
    #expect(answer.grpc.message == said && answer.appended == 0, sourceLocation: place)
  }

  @Test func `a request that is taken whole is answered with an empty message of its own type`()
    throws
  {
    let receiver = try Receiver()
    let bytes = ProtobufWriter.bytes(of: logs, as: .logs)

    let protobuf = answer(receiver, type: "application/x-protobuf", bytes)
    let json = receiver.take(.logs, logs)
    let grpc = answer(receiver, type: "application/grpc", bytes)

    #expect(protobuf.status == 200 && protobuf.body.isEmpty && protobuf.appended == 1)
    #expect(protobuf.contentType == "application/x-protobuf" && protobuf.headers.isEmpty)
    #expect(json.status == 200 && json.text == "{}" && json.contentType == "application/json")
    #expect(grpc.grpc == .init(status: 0, message: "", details: nil) && grpc.body.isEmpty)
    #expect(json.known == 1 && grpc.known == 1)
  }

  @Test(arguments: ["application/json; charset=utf-8", "Application/JSON", " application/json"])
  func `a type counts in any letters and with parameters`(type: String) throws {
    let receiver = try Receiver()

    let answer = answer(receiver, type: type, Array(JSONWriter.text(of: logs).utf8))

    #expect(answer.status == 200 && answer.appended == 1)
  }

  @Test func `empty requests and empty envelopes are taken`() throws {
    let receiver = try Receiver()

    for signal in OTLPSignal.allCases {
      let answers = [
        answer(receiver, signal, type: "application/x-protobuf", []),
        receiver.take(signal, json: "{}"),
        receiver.take(signal, .object([Member(signal.batches, [["resource": [:]]])])),
        receiver.take(signal, .object([Member(signal.batches, [])])),
        receiver.take(signal, json: " { } \n"),
      ]
      #expect(answers.allSatisfy { $0.status == 200 && $0.appended == 0 })
      #expect(answers[1...].allSatisfy { $0.text == "{}" })
    }
    #expect(try receiver.events().isEmpty)
  }

  @Test func `what is packed by gzip is unpacked, in several members too`() throws {
    let receiver = try Receiver()
    let bytes = Array(JSONWriter.text(of: logs).utf8)
    let packed = try #require(Gzip.packed(bytes))
    let half = bytes.count / 2
    let parts =
      try #require(Gzip.packed(Array(bytes[..<half])))
      + #require(Gzip.packed(Array(bytes[half...])))

    let one = answer(receiver, type: "application/json", encoding: "gzip", packed)
    let two = answer(receiver, type: "application/json", encoding: "GZIP", parts)

    #expect(one.appended == 1 && two.known == 1)
  }

  @Test func `a bomb, a body that is too long and one of too many things are 413, and not retried`()
    throws
  {
    var settings = OTLPIngest.Settings()
    settings.bodyLimit = 1 << 20
    settings.itemLimit = 10
    let receiver = try Receiver(settings)
    let bomb = try #require(Gzip.packed(Array(repeating: 0x20, count: 64 << 20)))
    #expect(bomb.count < 1 << 20)
    let many = (0..<11).map { Sent.record("tick", at: Int64($0)) }
    let crowd: Value = ["resourceLogs": [["scopeLogs": [["logRecords": .array(many)]]]]]

    expect(
      answer(receiver, type: "application/json", encoding: "gzip", bomb), status: 413, grpc: 8,
      saying: "more than 1048576 bytes when it is unpacked")
    expect(
      answer(receiver, type: "application/json", Array(repeating: 0x20, count: 1 << 20 + 1)),
      status: 413, grpc: 8, saying: "more than 1048576")
    expect(receiver.take(.logs, crowd), status: 413, grpc: 8, saying: "holds 11")
    let answer = receiver.take(.logs, crowd)
    #expect(answer.headers.isEmpty && answer.grpc.details == nil)
    #expect(try receiver.events().isEmpty)
  }

  @Test func `messages without end are refused before they take memory`() throws {
    let limit = 10_000
    let empty = ProtobufWriter.bytes(
      of: ["resourceSpans": .array(Array(repeating: [:], count: limit))], as: .traces)
    let json = #"{"resourceSpans":["# + Array(repeating: "{}", count: limit).joined(separator: ",")

    let errors = [
      #expect(throws: OTLPError.self) {
        try OTLPMessage.value(protobuf: empty, as: .traces, limit: limit)
      },
      #expect(throws: OTLPError.self) {
        try OTLPMessage.value(json: Array((json + "]}").utf8), as: .traces, limit: limit)
      },
    ]

    #expect(errors.allSatisfy { $0?.isTooMuch == true })
    #expect(errors.allSatisfy { $0?.message.contains("more than 10000") == true })
  }

  @Test(arguments: [
    ("", "is no JSON"), ("[]", "send an object"), ("{", "is no JSON"), ("null", "send an object"),
    (#"{"resourceLogs":{}}"#, "resourceLogs is {}; send a list"),
    (#"{"resourceLogs":[3]}"#, "resourceLogs is 3; send an object"),
    (
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"soon"}]}]}]}"#,
      #"resourceLogs.scopeLogs.logRecords.timeUnixNano is "soon"; send a whole number"#
    ),
    (
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityNumber":1e300}]}]}]}"#,
      "send a whole number of 32 bits"
    ),
    (
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":7}]}]}]}"#,
      "traceId is 7; send an id in hexadecimal digits"
    ),
    (
      #"{"resourceLogs":[{"resource":{"attributes":[{"key":"a","value":{"bytesValue":"?"}}]}}]}"#,
      "send bytes in base64"
    ),
  ])
  func `a body that nobody can read is 400 and says where`(json: String, words: String) throws {
    let receiver = try Receiver()

    expect(receiver.take(.logs, json: json), status: 400, grpc: 3, saying: words)
    #expect(try receiver.events().isEmpty)
  }

  @Test func `protobuf that is cut off, or of another type, is 400 with a status in protobuf`()
    throws
  {
    let receiver = try Receiver()
    let bytes = ProtobufWriter.bytes(of: logs, as: .logs)

    let cut = answer(receiver, type: "application/x-protobuf", Array(bytes.dropLast()))
    let text = answer(receiver, type: "application/x-protobuf", Array("{}".utf8))
    let utf8 = answer(
      receiver, type: "application/x-protobuf",
      ProtobufWriter.bytes(of: Sent.logs(Sent.record("tick?")), as: .logs).map {
        $0 == UInt8(ascii: "?") ? 0xFF : $0
      })

    for answer in [cut, text, utf8] {
      expect(answer, status: 400, grpc: 3, saying: "breaks at byte")
      #expect(answer.contentType == "application/x-protobuf")
      #expect(ProtobufReader.value(of: answer.body, as: .rpcStatus)?["code"] == 3)
    }
  }

  @Test func `packed bytes that are no gzip, or not all of one, are 400`() throws {
    let receiver = try Receiver()
    let packed = try #require(Gzip.packed(Array(JSONWriter.text(of: logs).utf8)))

    for (body, words) in [
      (Array(packed.dropLast(9)), "ends before its end"), (Array("{}".utf8), "is no gzip"),
      ([], "ends"),
      (packed + [1, 2, 3], "gzip"),
    ] {
      expect(
        answer(receiver, type: "application/json", encoding: "gzip", body), status: 400, grpc: 3,
        saying: words)
    }
  }

  @Test func `other types and other ways of packing are 415, and are told which there are`() throws
  {
    let receiver = try Receiver()
    let body = Array("{}".utf8)

    let type = answer(receiver, type: "text/plain", body)
    expect(type, status: 415, grpc: 12, saying: "text/plain is no OTLP")
    #expect(type.header("accept") == "application/x-protobuf, application/json")
    expect(
      answer(receiver, type: nil, body), status: 415, grpc: 12, saying: "without a Content-Type")
    let packing = answer(receiver, type: "application/json", encoding: "br", body)
    expect(packing, status: 415, grpc: 12, saying: "nobody here unpacks br")
    #expect(packing.header("accept-encoding") == "gzip")
    #expect(packing.contentType == "application/json")
  }

  @Test func `what is left out of a request is counted and told, and the rest comes in`() throws {
    var settings = OTLPIngest.Settings()
    settings.lineLimit = 4096
    let receiver = try Receiver(settings)
    let long = Value.string(String(repeating: "x", count: 5000))

    let answer = receiver.take(
      .logs,
      Sent.logs(
        Sent.record("fine"), Sent.record("tlm.drained"), Sent.record("mode_transition"),
        Sent.record("control_effect"), Sent.record("long", ["text": long])))

    let partial = answer.json?["partialSuccess"]
    #expect(answer.status == 200 && partial?["rejectedLogRecords"] == "4" && answer.appended == 1)
    let message = try #require(partial?["errorMessage"]?.text)
    #expect(message.contains(#""tlm.drained" is a name that only tlm gives to events"#))
    #expect(message.contains("(and 2 more like it)") && message.contains("more than 4096"))
    #expect(try receiver.events().map { $0["event"] } == ["fine"])
  }

  @Test func `a span that cannot be told from others is left out, and its count is protobuf too`()
    throws
  {
    let receiver = try Receiver()
    let spans = Sent.traces(
      Sent.span("fine"), Sent.span("none").without("traceId"),
      Sent.span("zero").with(["spanId": "0000000000000000"]),
      Sent.span("base64").with(["traceId": "W47/95gDgQPSaYCjgv+ZqQ=="]))

    let json = receiver.take(.traces, spans)
    let protobuf = answer(
      receiver, .traces, type: "application/x-protobuf",
      ProtobufWriter.bytes(
        of: Sent.traces(Sent.span("fine"), Sent.span("none").without("traceId")), as: .traces))

    #expect(json.json?["partialSuccess"]?["rejectedSpans"] == "3" && json.appended == 1)
    let value = ProtobufReader.value(of: protobuf.body, as: .traceResponse)
    #expect(value?["partialSuccess"]?["rejectedSpans"] == "1" && protobuf.known == 1)
    let said = value?["partialSuccess"]?["errorMessage"]?.text ?? ""
    #expect(said.contains(#"the span "none" needs an id of its trace of 16 bytes"#))
  }

  @Test func `unknown fields are passed over, and a body of nothing else is warned of`() throws {
    let receiver = try Receiver()
    let json = JSONWriter.text(of: logs)
    let known = receiver.take(.logs, json: #"{"new":{"deep":[1]},"# + json.dropFirst())

    let snake = receiver.take(
      .logs, json: json.replacing("resourceLogs", with: "resource_logs"))

    #expect(known.appended == 1 && known.text == "{}")
    let partial = snake.json?["partialSuccess"]
    #expect(snake.status == 200 && partial?["rejectedLogRecords"] == nil)
    #expect(partial?["errorMessage"]?.text?.contains("holds resourceLogs") == true)
  }

  @Test func `names of enumerations and numbers as numbers are taken, as senders get them wrong`()
    throws
  {
    let receiver = try Receiver()
    let span = Sent.span("call").with([
      "kind": "SPAN_KIND_CLIENT", "status": ["code": "STATUS_CODE_ERROR", "message": "no"],
      "startTimeUnixNano": 1_780_000_000_000_000_000, "traceId": "ABCDEF0123456789ABCDEF0123456789",
      "attributes": [["key": "n", "value": ["intValue": 7]]],
    ])

    receiver.take(.traces, Sent.traces(span))

    let event = try receiver.events()[0]
    #expect(event["span_kind"] == "client" && event["status"] == "error" && event["n"] == 7)
    #expect(event["trace_id"] == "abcdef0123456789abcdef0123456789")
    #expect(event["status_message"] == "no")
  }
}
