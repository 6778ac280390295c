import Events

/// OTLP's values as JSON's.
enum OTLPValue {
  /// A list of keys and values as members, which it may be already.
  static func attributes(_ list: Value?) -> [Member] {
    if case .object(let members)? = list { return members }
    return (list?.elements ?? []).compactMap { pair in
      pair["key"]?.text.map { Member($0, pair["value"].map(value) ?? .null) }
    }
  }

  /// What stands in one of OTLP's envelopes: `{"stringValue":…}` and its like.
  static func value(_ value: Value) -> Value {
    guard let inner = value.members.first else { return value == .object([]) ? .null : value }
    switch inner.name {
    case "stringValue", "boolValue", "bytesValue", "doubleValue": return inner.value
    case "intValue": return plain(inner.value)
    case "arrayValue":
      return .array((inner.value["values"]?.elements ?? []).map { Self.value($0) })
    case "kvlistValue": return .object(attributes(inner.value["values"]))
    default: return value
    }
  }

  /// A number that may stand as a text: OTLP writes those of 64 bits so.
  static func plain(_ value: Value) -> Value {
    guard let text = value.text else { return value }
    return Int64(text).map { .integer($0) } ?? value
  }

  /// The value of a point.
  static func number(_ point: Value) -> Value? {
    point["asInt"].map(plain) ?? point["asDouble"]
  }

  /// Numbers of a list, or of the lists within it, as what they are.
  static func plainNumbers(_ value: Value) -> Value {
    switch value {
    case .array(let elements): .array(elements.map(plainNumbers))
    case .object(let members):
      .object(members.map { Member($0.name, plainNumbers($0.value)) })
    default: plain(value)
    }
  }

  /// Which side of a call a span is; nil where it is neither.
  static func spanKind(_ value: Value?) -> Value? {
    switch value.map(plain) {
    case .integer(2)?, .string("SPAN_KIND_SERVER")?: "server"
    case .integer(3)?, .string("SPAN_KIND_CLIENT")?: "client"
    case .integer(4)?, .string("SPAN_KIND_PRODUCER")?: "producer"
    case .integer(5)?, .string("SPAN_KIND_CONSUMER")?: "consumer"
    default: nil
    }
  }

  /// How a span says that it went; nil where it does not.
  static func statusWord(_ code: Value?) -> Value? {
    switch status(code) {
    case 1: "ok"
    case 2: "error"
    default: nil
    }
  }

  /// 1 is ok and 2 an error, as numbers or by their names.
  static func status(_ code: Value?) -> Int {
    switch code?.text {
    case "STATUS_CODE_OK": 1
    case "STATUS_CODE_ERROR": 2
    default: code?.count ?? 0
    }
  }

  /// A time in nanoseconds, as a text or a number; 0 is none.
  static func time(_ value: Value?) -> Timestamp? {
    switch value.map(plain) {
    case .integer(let number)? where number > 0: Timestamp(rawValue: number)
    default: nil
    }
  }

  /// A time as people read it; nil where there is none.
  static func text(ofTime value: Value?) -> Value? { time(value).map { .string($0.description) } }

  /// Events, links and exemplars, with their attributes as members.
  static func list(_ value: Value?) -> Value? {
    guard let value else { return nil }
    return .array(
      value.elements.map { element in
        .object(
          element.members.map { member in
            member.name == "attributes" || member.name == "filteredAttributes"
              ? Member("attributes", .object(attributes(member.value)))
              : Member(member.name, plain(member.value))
          })
      })
  }
}
