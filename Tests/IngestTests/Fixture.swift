import Digests
import Events
import Ingest
import Journal
import OTLP
import TestSupport

/// A store and what takes OpenTelemetry's requests for it.
struct Receiver {
  let scratch = Scratch()
  let log: EventLog
  let ingest: OTLPIngest

  init(_ settings: OTLPIngest.Settings = .init()) throws {
    log = try EventLog.create(scratch.store)
    ingest = OTLPIngest(log, settings)
  }

  /// What is told as JSON, answered.
  @discardableResult
  func take(
    _ signal: OTLPSignal, _ body: Value, encoding: String? = nil
  ) -> OTLPIngest.Answer {
    take(signal, json: JSONWriter.text(of: body), encoding: encoding)
  }

  @discardableResult
  func take(
    _ signal: OTLPSignal, json: String, encoding: String? = nil
  ) -> OTLPIngest.Answer {
    ingest.take(
      signal, contentType: "application/json", contentEncoding: encoding, body: Array(json.utf8))
  }

  /// The events of the log, as values.
  func events() throws -> [Value] { try log.eventLines().compactMap { Value(json: $0) } }
}

extension Value {
  /// The object with other members behind its own, or in their place.
  func with(_ more: Value) -> Value {
    var members = members.filter { more[$0.name] == nil }
    members += more.members
    return .object(members)
  }

  func without(_ names: String...) -> Value {
    .object(members.filter { !names.contains($0.name) })
  }
}

extension OTLPIngest.Answer {
  /// The body as JSON; nil where it is none.
  var json: Value? { Value(json: body) }

  var text: String { String(decoding: body, as: UTF8.self) }

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Requests, as OpenTelemetry's JSON has them.
enum Sent {
  static let start: Int64 = 1_780_000_000_000_000_000

  static func resource(_ service: String) -> Value {
    ["attributes": attributes(["service.name": .string(service)])]
  }

  static func attributes(_ value: Value) -> Value {
    .array(
      value.members.map { ["key": .string($0.name), "value": any($0.value)] })
  }

  static func any(_ value: Value) -> Value {
    switch value {
    case .string: ["stringValue": value]
    case .bool: ["boolValue": value]
    case .integer(let number): ["intValue": .string(String(number))]
    case .double: ["doubleValue": value]
    case .array(let elements): ["arrayValue": ["values": .array(elements.map(any))]]
    case .object: ["kvlistValue": ["values": attributes(value)]]
    default: [:]
    }
  }

  static func span(
    _ name: String, _ number: Int = 1, trace: Int = 1, _ attributes: Value = [:]
  ) -> Value {
    let start = start + Int64(number) * 1_000_000_000
    return [
      "traceId": .string(id(trace, digits: 32)), "spanId": .string(id(number, digits: 16)),
      "name": .string(name), "kind": 1, "startTimeUnixNano": .string(String(start)),
      "endTimeUnixNano": .string(String(start + 1_500_000_000)),
      "attributes": Self.attributes(attributes),
    ]
  }

  static func record(_ name: String, at second: Int64 = 1, _ attributes: Value = [:]) -> Value {
    [
      "timeUnixNano": .string(String(start + second * 1_000_000_000)),
      "eventName": .string(name), "attributes": Self.attributes(attributes),
    ]
  }

  static func id(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }

  static func traces(_ spans: Value..., service: String = "api", scope: String = "test") -> Value {
    [
      "resourceSpans": [
        [
          "resource": resource(service),
          "scopeSpans": [["scope": ["name": .string(scope)], "spans": .array(spans)]],
        ]
      ]
    ]
  }

  static func logs(_ records: Value..., service: String = "api", scope: String = "test") -> Value {
    [
      "resourceLogs": [
        [
          "resource": resource(service),
          "scopeLogs": [["scope": ["name": .string(scope)], "logRecords": .array(records)]],
        ]
      ]
    ]
  }

  /// One metric with points.
  static func metrics(
    _ name: String, _ kind: String, _ points: Value..., service: String = "api",
    scope: String = "test", data more: Value = [:]
  ) -> Value {
    let data: Value = ["dataPoints": .array(points)]
    let own: Value = ["name": .string(name), "unit": "1"]
    let metric = own.with(.object([Member(kind, data.with(more))]))
    return [
      "resourceMetrics": [
        [
          "resource": resource(service),
          "scopeMetrics": [
            [
              "scope": ["name": .string(scope)],
              "metrics": [metric],
            ]
          ],
        ]
      ]
    ]
  }
}
