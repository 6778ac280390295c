extension OTLPSchema {
  /// The points of metrics.
  static func points(_ message: Message) -> [Field] {
    let times = [
      Field(number: 2, name: "startTimeUnixNano", kind: .fixed64, isRepeated: false),
      Field(number: 3, name: "timeUnixNano", kind: .fixed64, isRepeated: false),
    ]
    return switch message {
    case .numberPoint:
      times + [
        single(4, "asDouble", .double), list(5, "exemplars", .message(.exemplar)),
        single(6, "asInt", .sfixed64), list(7, "attributes", .message(.keyValue)),
        single(8, "flags", .uint32),
      ]
    case .histogramPoint:
      times + [
        single(4, "count", .fixed64), single(5, "sum", .double),
        list(6, "bucketCounts", .fixed64), list(7, "explicitBounds", .double),
        list(8, "exemplars", .message(.exemplar)), list(9, "attributes", .message(.keyValue)),
        single(10, "flags", .uint32), single(11, "min", .double), single(12, "max", .double),
      ]
    case .exponentialPoint:
      times + [
        list(1, "attributes", .message(.keyValue)), single(4, "count", .fixed64),
        single(5, "sum", .double), single(6, "scale", .sint32), single(7, "zeroCount", .fixed64),
        single(8, "positive", .message(.buckets)), single(9, "negative", .message(.buckets)),
        single(10, "flags", .uint32), list(11, "exemplars", .message(.exemplar)),
        single(12, "min", .double), single(13, "max", .double),
        single(14, "zeroThreshold", .double),
      ]
    case .buckets: [single(1, "offset", .sint32), list(2, "bucketCounts", .uint64)]
    case .summaryPoint:
      times + [
        single(4, "count", .fixed64), single(5, "sum", .double),
        list(6, "quantileValues", .message(.quantile)),
        list(7, "attributes", .message(.keyValue)), single(8, "flags", .uint32),
      ]
    case .quantile: [single(1, "quantile", .double), single(2, "value", .double)]
    default:
      [
        single(2, "timeUnixNano", .fixed64), single(3, "asDouble", .double),
        single(4, "spanId", .id), single(5, "traceId", .id), single(6, "asInt", .sfixed64),
        list(7, "filteredAttributes", .message(.keyValue)),
      ]
    }
  }

  private static func single(_ number: Int, _ name: String, _ kind: Kind) -> Field {
    Field(number: number, name: name, kind: kind, isRepeated: false)
  }

  private static func list(_ number: Int, _ name: String, _ kind: Kind) -> Field {
    Field(number: number, name: name, kind: kind, isRepeated: true)
  }
}
