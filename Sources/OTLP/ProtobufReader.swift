package import Events

/// Reads a message of OTLP as protobuf into what it is as JSON.
///
/// Whoever sends decides what comes: every length is checked, depth is bounded, and a field that the
/// schema does not know is passed over, as receivers must.
package struct ProtobufReader: Sendable {
  let bytes: [UInt8]
  var place = 0
  var end: Int
  /// How many messages there still may be.
  var left: Int
  /// Whether lists of keys and values become objects, which is what they are read for.
  private var flattens = false

  /// Messages within messages: attributes of attributes of attributes.
  package static let depthLimit = 64

  private init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    end = bytes.count
    left = limit
  }

  /// The message that all of the bytes are; nil where they are none.
  package static func value(of bytes: [UInt8], as message: OTLPSchema.Message) -> Value? {
    var reader = ProtobufReader(bytes, limit: .max)
    return reader.message(message, depth: 0)
  }

  /// The same of bytes that a stranger sent, with attributes as objects.
  ///
  /// - Parameter limit: how many messages there may be in it.
  /// - Throws: where they are no such message, and at which byte.
  static func checked(
    _ bytes: [UInt8], as message: OTLPSchema.Message, limit: Int
  ) throws(OTLPError) -> Value {
    var reader = ProtobufReader(bytes, limit: limit)
    reader.flattens = true
    if let value = reader.message(message, depth: 0) { return value }
    if reader.left <= 0 { throw OTLPError(message: JSONNodes.tooMany(limit), isTooMuch: true) }
    throw OTLPError(
      message: "the body of \(bytes.count) bytes is no such message of protobuf: it breaks at byte "
        + "\(reader.place); send it whole, and its type as it is")
  }

  /// Reads the message that stands in a range, and goes on behind it.
  private mutating func message(
    _ message: OTLPSchema.Message, in range: Range<Int>, depth: Int
  ) -> Value? {
    let outer = end
    (place, end) = (range.lowerBound, range.upperBound)
    guard let value = self.message(message, depth: depth) else { return nil }
    (place, end) = (range.upperBound, outer)
    return value
  }

  private mutating func message(_ message: OTLPSchema.Message, depth: Int) -> Value? {
    left -= 1
    guard depth < Self.depthLimit, left > 0 else { return nil }
    let fields = OTLPSchema.fields(of: message)
    var values: [Value?] = Array(repeating: nil, count: fields.count)
    while place < end {
      guard let tag = varint(), tag >> 3 > 0, tag >> 3 < 1 << 29 else { return nil }
      guard let slot = fields.firstIndex(where: { UInt64($0.number) == tag >> 3 }) else {
        guard skip(tag & 7, depth) else { return nil }
        continue
      }
      let field = fields[slot]
      if flattens, field.kind == .message(.keyValue) {
        guard tag & 7 == 2, let member = member(depth + 1) else { return nil }
        var list = values[slot]?.members ?? []
        values[slot] = nil
        list.append(member)
        values[slot] = .object(list)
        continue
      }
      guard let read = self.read(field, tag & 7, depth) else { return nil }
      if field.isRepeated {
        var list = values[slot]?.elements ?? []
        values[slot] = nil
        list += read
        values[slot] = .array(list)
      } else {
        // Of a field that comes twice the last counts.
        values[slot] = read.last
      }
    }
    return .object(
      zip(fields, values).compactMap { field, value in value.map { Member(field.name, $0) } })
  }

  /// What stands behind a tag: one value, or a run of numbers; nil where it is broken.
  private mutating func read(
    _ field: OTLPSchema.Field, _ wire: UInt64, _ depth: Int
  ) -> [Value]? {
    switch field.kind {
    case .message(let inner):
      guard wire == 2, let range = run() else { return nil }
      return message(inner, in: range, depth: depth + 1).map { [$0] }
    case .text:
      guard wire == 2, let range = run() else { return nil }
      return String(validating: bytes[range], as: UTF8.self).map { [.string($0)] }
    case .id: return wire == 2 ? run().map { [.string(HexText.text(of: bytes[$0]))] } : nil
    case .bytes: return wire == 2 ? run().map { [.string(Base64.text(of: bytes[$0]))] } : nil
    default:
      guard wire == 2, field.isRepeated else {
        return wire == wireType(of: field.kind) ? scalar(field.kind).map { [$0] } : nil
      }
      guard let range = run() else { return nil }
      let outer = end
      (place, end) = (range.lowerBound, range.upperBound)
      defer { end = outer }
      return scalars(field.kind)
    }
  }

  private mutating func scalars(_ kind: OTLPSchema.Kind) -> [Value]? {
    var list: [Value] = []
    while place < end {
      guard let value = scalar(kind) else { return nil }
      list.append(value)
    }
    return list
  }

  private func wireType(of kind: OTLPSchema.Kind) -> UInt64 {
    switch kind {
    case .double, .fixed64, .sfixed64: 1
    case .fixed32: 5
    case .text, .id, .bytes, .message: 2
    default: 0
    }
  }

  private mutating func scalar(_ kind: OTLPSchema.Kind) -> Value? {
    switch kind {
    case .double: fixed(8).map { OTLPNumber.value(of: Double(bitPattern: $0)) }
    case .fixed64: fixed(8).map { .string(String($0)) }
    case .sfixed64: fixed(8).map { .string(String(Int64(bitPattern: $0))) }
    case .fixed32: fixed(4).map { .integer(Int64($0)) }
    case .bool: varint().map { .bool($0 != 0) }
    case .int64: varint().map { .string(String(Int64(bitPattern: $0))) }
    case .uint64: varint().map { .string(String($0)) }
    case .int32: varint().map { .integer(Int64(Int32(truncatingIfNeeded: $0))) }
    case .sint32: varint().map { .integer(Int64(bitPattern: $0 >> 1 ^ (0 &- ($0 & 1)))) }
    default: varint().map { .integer(Int64(UInt32(truncatingIfNeeded: $0))) }
    }
  }

  /// The place of bytes that say their length first.
  mutating func run() -> Range<Int>? {
    guard let length = varint(), length <= UInt64(end - place) else { return nil }
    let start = place
    place += Int(length)
    return start..<place
  }

  mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard place < end else { return nil }
      let byte = bytes[place]
      place += 1
      // The tenth byte has room for one bit.
      if shift == 63 && byte > 1 { return nil }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  mutating func fixed(_ count: Int) -> UInt64? {
    guard end - place >= count else { return nil }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[place + index]) << UInt64(index * 8) }
    place += count
    return value
  }

  /// Passes over a field; false where it is broken. Groups are long gone from protobuf.
  mutating func skip(_ wire: UInt64, _ depth: Int) -> Bool {
    switch wire {
    case 0: varint() != nil
    case 1: fixed(8) != nil
    case 2: run() != nil
    case 5: fixed(4) != nil
    default: false
    }
  }
}
