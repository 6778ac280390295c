package import Events

/// Values of events as OTLP has them in its JSON.
package enum OTLPText: Sendable {
  /// Keys and values as a list.
  package static func attributes(_ members: [Member]) -> Value {
    .array(members.map { ["key": .string($0.name), "value": any($0.value)] })
  }

  /// A value in the envelope that says its type. Whole numbers beyond 64 bits with a sign become
  /// texts, which lose nothing.
  package static func any(_ value: Value) -> Value {
    switch value {
    case .null: [:]
    case .bool: ["boolValue": value]
    case .integer(let number): ["intValue": .string(String(number))]
    case .unsigned(let number): ["stringValue": .string(String(number))]
    case .double(let number): ["doubleValue": OTLPNumber.value(of: number)]
    case .string: ["stringValue": value]
    case .array(let elements): ["arrayValue": ["values": .array(elements.map(any))]]
    case .object(let members): ["kvlistValue": ["values": attributes(members)]]
    }
  }

  /// Nanoseconds since 1970 as a text; nil for what is before, which OTLP has no word for.
  package static func time(_ time: Timestamp?) -> Value? {
    time.flatMap { $0.rawValue > 0 ? .string(String($0.rawValue)) : nil }
  }

  /// One message on a line of its own.
  package static func line(_ message: Value) -> [UInt8] {
    var writer = JSONWriter(quotesLargeIntegers: false)
    writer.write(message)
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
