/// The messages of OpenTelemetry's protocol: by their names in JSON, the numbers and types that they
/// have as protobuf. This table is all there is to know; both forms are read and written by it.
package enum OTLPSchema: Sendable {
  /// A kind of message.
  package enum Message: Int, Sendable, CaseIterable {
    case traces, resourceSpans, scopeSpans, span, spanEvent, link, status
    case logs, resourceLogs, scopeLogs, logRecord
    case metrics, resourceMetrics, scopeMetrics, metric
    case gauge, sum, histogram, exponentialHistogram, summary
    case numberPoint, histogramPoint, exponentialPoint, buckets, summaryPoint, quantile, exemplar
    case resource, scope, keyValue, anyValue, arrayValue, keyValueList
    case traceResponse, tracePartial, logsResponse, logsPartial, metricsResponse, metricsPartial
    case rpcStatus
  }

  /// What a field holds.
  package enum Kind: Sendable, Equatable {
    case text, bool, double
    /// Varints: with a sign in two's complement, with a sign folded in, and without.
    case int64, int32, sint32, uint32, uint64
    /// Always of eight or of four bytes.
    case fixed64, sfixed64, fixed32
    /// Bytes that JSON has in hexadecimal digits: ids of traces and spans.
    case id
    /// Bytes that JSON has in base64.
    case bytes
    case message(Message)
  }

  /// A field of a message.
  package struct Field: Sendable {
    /// Its number as protobuf.
    package let number: Int
    /// Its name as JSON.
    package let name: String
    package let kind: Kind
    /// Whether there may be several.
    package let isRepeated: Bool
  }

  /// The fields of a message, in the order of their numbers.
  package static func fields(of message: Message) -> [Field] { table[message.rawValue] }

  private static let table: [[Field]] = Message.allCases.map { message in
    definition(of: message).sorted { $0.number < $1.number }
  }

  private static func one(_ number: Int, _ name: String, _ kind: Kind) -> Field {
    Field(number: number, name: name, kind: kind, isRepeated: false)
  }

  private static func many(_ number: Int, _ name: String, _ kind: Kind) -> Field {
    Field(number: number, name: name, kind: kind, isRepeated: true)
  }

  private static func attributes(_ number: Int) -> Field {
    many(number, "attributes", .message(.keyValue))
  }

  private static func definition(of message: Message) -> [Field] {
    switch message {
    case .traces, .resourceSpans, .scopeSpans, .span, .spanEvent, .link, .status:
      tracing(message)
    case .logs, .resourceLogs, .scopeLogs, .logRecord: logging(message)
    case .metrics, .resourceMetrics, .scopeMetrics, .metric, .gauge, .sum, .histogram,
      .exponentialHistogram, .summary:
      measuring(message)
    case .numberPoint, .histogramPoint, .exponentialPoint, .buckets, .summaryPoint, .quantile,
      .exemplar:
      points(message)
    case .resource, .scope, .keyValue, .anyValue, .arrayValue, .keyValueList: common(message)
    case .traceResponse, .tracePartial, .logsResponse, .logsPartial, .metricsResponse,
      .metricsPartial, .rpcStatus:
      answers(message)
    }
  }

  private static func tracing(_ message: Message) -> [Field] {
    switch message {
    case .traces: [many(1, "resourceSpans", .message(.resourceSpans))]
    case .resourceSpans:
      [
        one(1, "resource", .message(.resource)), many(2, "scopeSpans", .message(.scopeSpans)),
        one(3, "schemaUrl", .text),
      ]
    case .scopeSpans:
      [
        one(1, "scope", .message(.scope)), many(2, "spans", .message(.span)),
        one(3, "schemaUrl", .text),
      ]
    case .span:
      [
        one(1, "traceId", .id), one(2, "spanId", .id), one(3, "traceState", .text),
        one(4, "parentSpanId", .id), one(5, "name", .text), one(6, "kind", .int32),
        one(7, "startTimeUnixNano", .fixed64), one(8, "endTimeUnixNano", .fixed64), attributes(9),
        one(10, "droppedAttributesCount", .uint32), many(11, "events", .message(.spanEvent)),
        one(12, "droppedEventsCount", .uint32), many(13, "links", .message(.link)),
        one(14, "droppedLinksCount", .uint32), one(15, "status", .message(.status)),
        one(16, "flags", .fixed32),
      ]
    case .spanEvent:
      [
        one(1, "timeUnixNano", .fixed64), one(2, "name", .text), attributes(3),
        one(4, "droppedAttributesCount", .uint32),
      ]
    case .link:
      [
        one(1, "traceId", .id), one(2, "spanId", .id), one(3, "traceState", .text), attributes(4),
        one(5, "droppedAttributesCount", .uint32), one(6, "flags", .fixed32),
      ]
    default: [one(2, "message", .text), one(3, "code", .int32)]
    }
  }

  private static func logging(_ message: Message) -> [Field] {
    switch message {
    case .logs: [many(1, "resourceLogs", .message(.resourceLogs))]
    case .resourceLogs:
      [
        one(1, "resource", .message(.resource)), many(2, "scopeLogs", .message(.scopeLogs)),
        one(3, "schemaUrl", .text),
      ]
    case .scopeLogs:
      [
        one(1, "scope", .message(.scope)), many(2, "logRecords", .message(.logRecord)),
        one(3, "schemaUrl", .text),
      ]
    default:
      [
        one(1, "timeUnixNano", .fixed64), one(2, "severityNumber", .int32),
        one(3, "severityText", .text), one(5, "body", .message(.anyValue)), attributes(6),
        one(7, "droppedAttributesCount", .uint32), one(8, "flags", .fixed32),
        one(9, "traceId", .id), one(10, "spanId", .id), one(11, "observedTimeUnixNano", .fixed64),
        one(12, "eventName", .text),
      ]
    }
  }

  private static func measuring(_ message: Message) -> [Field] {
    func points(_ point: Message) -> Field { many(1, "dataPoints", .message(point)) }
    let temporality = one(2, "aggregationTemporality", .int32)
    return switch message {
    case .metrics: [many(1, "resourceMetrics", .message(.resourceMetrics))]
    case .resourceMetrics:
      [
        one(1, "resource", .message(.resource)), many(2, "scopeMetrics", .message(.scopeMetrics)),
        one(3, "schemaUrl", .text),
      ]
    case .scopeMetrics:
      [
        one(1, "scope", .message(.scope)), many(2, "metrics", .message(.metric)),
        one(3, "schemaUrl", .text),
      ]
    case .metric:
      [
        one(1, "name", .text), one(2, "description", .text), one(3, "unit", .text),
        one(5, "gauge", .message(.gauge)), one(7, "sum", .message(.sum)),
        one(9, "histogram", .message(.histogram)),
        one(10, "exponentialHistogram", .message(.exponentialHistogram)),
        one(11, "summary", .message(.summary)), many(12, "metadata", .message(.keyValue)),
      ]
    case .gauge: [points(.numberPoint)]
    case .sum: [points(.numberPoint), temporality, one(3, "isMonotonic", .bool)]
    case .histogram: [points(.histogramPoint), temporality]
    case .exponentialHistogram: [points(.exponentialPoint), temporality]
    default: [points(.summaryPoint)]
    }
  }

  private static func common(_ message: Message) -> [Field] {
    switch message {
    case .resource: [attributes(1), one(2, "droppedAttributesCount", .uint32)]
    case .scope:
      [
        one(1, "name", .text), one(2, "version", .text), attributes(3),
        one(4, "droppedAttributesCount", .uint32),
      ]
    case .keyValue: [one(1, "key", .text), one(2, "value", .message(.anyValue))]
    case .anyValue:
      [
        one(1, "stringValue", .text), one(2, "boolValue", .bool), one(3, "intValue", .int64),
        one(4, "doubleValue", .double), one(5, "arrayValue", .message(.arrayValue)),
        one(6, "kvlistValue", .message(.keyValueList)), one(7, "bytesValue", .bytes),
      ]
    case .arrayValue: [many(1, "values", .message(.anyValue))]
    default: [many(1, "values", .message(.keyValue))]
    }
  }

  private static func answers(_ message: Message) -> [Field] {
    func partial(_ of: Message) -> [Field] { [one(1, "partialSuccess", .message(of))] }
    func rejected(_ name: String) -> [Field] {
      [one(1, name, .int64), one(2, "errorMessage", .text)]
    }
    return switch message {
    case .traceResponse: partial(.tracePartial)
    case .tracePartial: rejected("rejectedSpans")
    case .logsResponse: partial(.logsPartial)
    case .logsPartial: rejected("rejectedLogRecords")
    case .metricsResponse: partial(.metricsPartial)
    case .metricsPartial: rejected("rejectedDataPoints")
    default: [one(1, "code", .int32), one(2, "message", .text)]
    }
  }
}
