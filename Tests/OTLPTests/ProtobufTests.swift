import Events
import TestSupport
import Testing

@testable import OTLP

@Suite struct ProtobufTests {
  @Test func `a message is written as protobuf has it`() {
    let record: Value = [
      "timeUnixNano": "1", "severityNumber": 9, "eventName": "a",
      "attributes": [["key": "n", "value": ["intValue": "-1"]]],
    ]

    let bytes = ProtobufWriter.bytes(of: record, as: .logRecord)

    #expect(
      bytes == [
        0x09, 1, 0, 0, 0, 0, 0, 0, 0, 0x10, 9,
        0x32, 0x10, 0x0A, 1, 0x6E, 0x12, 11, 0x18, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1,
        0x62, 1, 0x61,
      ])
  }

  @Test func `what is written is read as the same, of every kind of field`() {
    let span: Value = [
      "traceId": "0102030405060708090a0b0c0d0e0f10", "spanId": "0102030405060708",
      "name": "ünï", "kind": 3, "startTimeUnixNano": "18446744073709551615",
      "attributes": [
        ["key": "t", "value": ["stringValue": ""]], ["key": "b", "value": ["boolValue": false]],
        ["key": "d", "value": ["doubleValue": "NaN"]],
        ["key": "y", "value": ["bytesValue": "AAEC"]],
        [
          "key": "l",
          "value": ["arrayValue": ["values": [["intValue": "-9223372036854775808"], [:]]]],
        ],
      ],
      "status": ["message": "no", "code": 2], "flags": 257,
    ]
    let traces: Value = ["resourceSpans": [["scopeSpans": [["spans": [span]]]]]]

    let bytes = ProtobufWriter.bytes(of: traces, as: .traces)

    #expect(ProtobufReader.value(of: bytes, as: .traces) == traces)
  }

  @Test func `numbers of a list are read in one run and one by one`() {
    let run: [UInt8] = [0x32, 16, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
    let single: [UInt8] = [0x31, 1, 0, 0, 0, 0, 0, 0, 0, 0x31, 2, 0, 0, 0, 0, 0, 0, 0]

    for bytes in [run, single] {
      let point = ProtobufReader.value(of: bytes, as: .histogramPoint)
      #expect(point?["bucketCounts"] == ["1", "2"])
    }
  }

  @Test func `fields that nobody knows are passed over`() {
    let bytes: [UInt8] = [0xF8, 0x06, 1, 0x62, 1, 0x61, 0xFA, 0x06, 2, 9, 9]

    #expect(ProtobufReader.value(of: bytes, as: .logRecord) == ["eventName": "a"])
  }

  @Test(
    arguments: [
      [0x62], [0x62, 5, 1], [0x09, 1], [0x10], [0x10, 128],
      [0x62, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
      [0x07], [0x00], [0x62, 1, 0xFF], [0x13],
    ] as [[UInt8]])
  func `bytes that are no message are told as none`(bytes: [UInt8]) {
    #expect(ProtobufReader.value(of: bytes, as: .logRecord) == nil)
  }

  @Test func `messages within messages end somewhere`() {
    var bytes: [UInt8] = []
    for _ in 0..<200 {
      var outer = ProtobufWriter()
      outer.write(["values": []], as: .arrayValue)
      let inner = bytes
      bytes = [0x2A] + length(inner.count + 1 + length(inner.count).count)
      bytes += [0x0A] + length(inner.count) + inner
    }

    #expect(ProtobufReader.value(of: bytes, as: .anyValue) == nil)
  }

  private func length(_ count: Int) -> [UInt8] {
    var (rest, bytes) = (count, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  @Test func `any bytes are read or refused, and what is read is written as itself`() {
    var random = Seeded(randomSeed())
    for _ in 0..<20_000 {
      let bytes = (0..<Int(random.next() % 40)).map { _ in
        random.next() % 3 == 0
          ? UInt8(truncatingIfNeeded: random.next()) : UInt8(random.next() % 20)
      }
      for message in [OTLPSchema.Message.logs, .logRecord, .anyValue, .exponentialPoint] {
        guard let value = ProtobufReader.value(of: bytes, as: message) else { continue }
        let again = ProtobufWriter.bytes(of: value, as: message)
        #expect(ProtobufReader.value(of: again, as: message) == value)
      }
    }
  }
}
