import Events

/// Holds a value of JSON against the table: of each field the type that it has, in the spelling that
/// the same has when it comes as protobuf, and without those that say what holds anyway.
enum OTLPChecker {
  static func checked(
    _ value: Value, as message: OTLPSchema.Message
  ) throws(OTLPError) -> Value {
    try Self.message(value, message, at: "", depth: 0)
  }

  private static func message(
    _ value: Value, _ message: OTLPSchema.Message, at place: String, depth: Int
  ) throws(OTLPError) -> Value {
    guard case .object(let members) = value else { throw wrong(place, "an object", value) }
    guard depth < ProtobufReader.depthLimit else {
      throw OTLPError(
        message: "\(place) is nested more than \(ProtobufReader.depthLimit) deep; send it flatter")
    }
    var checked: [Member] = []
    for field in OTLPSchema.fields(of: message) {
      // Of a name that comes twice the last counts.
      guard let given = members.last(where: { $0.name == field.name })?.value, given != .null
      else { continue }
      let inner = place.isEmpty ? field.name : "\(place).\(field.name)"
      let result =
        field.isRepeated
        ? try list(given, field, at: inner, depth: depth)
        : try single(given, field, at: inner, depth: depth)
      if message != .anyValue, field.isPlain, isDefault(result, field.kind) { continue }
      checked.append(Member(field.name, result))
    }
    return .object(checked)
  }

  private static func list(
    _ value: Value, _ field: OTLPSchema.Field, at place: String, depth: Int
  ) throws(OTLPError) -> Value {
    guard case .array(let elements) = value else { throw wrong(place, "a list", value) }
    var checked: [Value] = []
    checked.reserveCapacity(elements.count)
    for element in elements {
      checked.append(try single(element, field, at: place, depth: depth))
    }
    guard field.kind == .message(.keyValue) else { return .array(checked) }
    return .object(
      checked.map { pair in
        Member(pair["key"]?.text ?? "", pair["value"].map(OTLPValue.value) ?? .null)
      })
  }

  private static func single(
    _ value: Value, _ field: OTLPSchema.Field, at place: String, depth: Int
  ) throws(OTLPError) -> Value {
    switch field.kind {
    case .message(let inner):
      return try message(value, inner, at: place, depth: depth + 1)
    case .text:
      guard case .string = value else { throw wrong(place, "a text", value) }
      return value
    case .id:
      guard let text = value.text else { throw wrong(place, "an id in hexadecimal digits", value) }
      return .string(text.lowercased())
    case .bytes:
      guard let bytes = value.text.flatMap({ Base64.bytes($0.utf8) }) else {
        throw wrong(place, "bytes in base64", value)
      }
      return .string(Base64.text(of: bytes))
    case .bool:
      guard case .bool = value else { throw wrong(place, "true or false", value) }
      return value
    default: return try number(value, field.kind, at: place)
    }
  }

  /// Whether a field says no more than one that is not there.
  private static func isDefault(_ value: Value, _ kind: OTLPSchema.Kind) -> Bool {
    switch value {
    case .string(let text): text.isEmpty || text == "0" && kind != .text && kind != .id
    case .bool(let flag): !flag
    case .integer(let number): number == 0
    case .double(let number): number.bitPattern == 0
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty && kind == .message(.keyValue)
    default: false
    }
  }

  static func wrong(_ place: String, _ expected: String, _ value: Value) -> OTLPError {
    let text = JSONWriter.text(of: value)
    let shown = text.utf8.count <= 40 ? text : String(text.prefix(40)) + "…"
    let name = place.isEmpty ? "the body" : place
    return OTLPError(message: "\(name) is \(shown); send \(expected) there")
  }
}

extension OTLPSchema.Field {
  /// Whether a value of it that is zero is not sent: a point's number is one of several that it may
  /// have, and so is.
  fileprivate var isPlain: Bool { !["asInt", "asDouble", "sum", "min", "max"].contains(name) }
}

extension OTLPChecker {
  /// A number, which may stand as a text; names of enumerations are taken, though none may be sent.
  fileprivate static func number(
    _ value: Value, _ kind: OTLPSchema.Kind, at place: String
  ) throws(OTLPError) -> Value {
    switch kind {
    case .double:
      guard let number = double(value) else { throw wrong(place, "a number", value) }
      return OTLPNumber.value(of: number)
    case .int64, .sfixed64:
      guard let number = whole(value, as: Int64.self) else {
        throw wrong(place, "a whole number of 64 bits", value)
      }
      return .string(String(number))
    case .uint64, .fixed64:
      guard let number = whole(value, as: UInt64.self) else {
        throw wrong(place, "a whole number of 64 bits without a sign", value)
      }
      return .string(String(number))
    case .int32, .sint32:
      let named = value.text.flatMap { names[$0] }
      guard let number = named ?? whole(value, as: Int32.self) else {
        throw wrong(place, "a whole number of 32 bits", value)
      }
      return .integer(Int64(number))
    default:
      guard let number = whole(value, as: UInt32.self) else {
        throw wrong(place, "a whole number of 32 bits without a sign", value)
      }
      return .integer(Int64(number))
    }
  }

  private static func double(_ value: Value) -> Double? {
    guard let text = value.text else { return value.number }
    switch text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default:
      let isPlain = text.utf8.allSatisfy { byte in
        0x30...0x39 ~= byte || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
      }
      return isPlain ? Double(text) : nil
    }
  }

  private static func whole<Number: FixedWidthInteger>(
    _ value: Value, as _: Number.Type
  ) -> Number? {
    switch value {
    case .integer(let number): Number(exactly: number)
    case .unsigned(let number): Number(exactly: number)
    case .double(let number): Number(exactly: number)
    case .string(let text): Number(text)
    default: nil
    }
  }

  private static let names: [String: Int32] = {
    var names: [String: Int32] = [:]
    for (prefix, words) in enumerations {
      for (number, word) in words.enumerated() { names[prefix + word] = Int32(number) }
    }
    return names
  }()

  private static let enumerations: [(String, [String])] = [
    ("SPAN_KIND_", ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"]),
    ("STATUS_CODE_", ["UNSET", "OK", "ERROR"]),
    ("AGGREGATION_TEMPORALITY_", ["UNSPECIFIED", "DELTA", "CUMULATIVE"]),
    (
      "SEVERITY_NUMBER_",
      ["UNSPECIFIED"]
        + ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"].flatMap {
          [$0, $0 + "2", $0 + "3", $0 + "4"]
        }
    ),
  ]
}
