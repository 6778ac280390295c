package import Events

/// Writes a message of OTLP, given as its JSON, as protobuf.
package struct ProtobufWriter: Sendable {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Writes behind bytes that are there already, without a copy of them.
  static func append(to bytes: inout [UInt8], _ body: (inout ProtobufWriter) -> Void) {
    var writer = ProtobufWriter()
    swap(&writer.bytes, &bytes)
    body(&writer)
    swap(&writer.bytes, &bytes)
  }

  /// The bytes of one message.
  package static func bytes(of value: Value, as message: OTLPSchema.Message) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.write(value, as: message)
    return writer.bytes
  }

  /// Adds the fields of a message in the order of their numbers. What the schema does not know, or
  /// what has another type there, is left out.
  package mutating func write(_ value: Value, as message: OTLPSchema.Message) {
    guard case .object(let members) = value else { return }
    for field in OTLPSchema.fields(of: message) {
      guard let member = members.first(where: { $0.name == field.name }) else { continue }
      if field.isRepeated {
        write(list: member.value.elements, field)
      } else {
        write(member.value, field)
      }
    }
  }

  private mutating func write(list: [Value], _ field: OTLPSchema.Field) {
    if list.isEmpty { return }
    switch field.kind {
    case .message, .text, .id, .bytes: for value in list { write(value, field) }
    default:
      // Numbers of a list stand in one run.
      tag(field.number, 2)
      lengthPrefixed { writer in for value in list { writer.scalar(value, field.kind) } }
    }
  }

  private mutating func write(_ value: Value, _ field: OTLPSchema.Field) {
    switch field.kind {
    case .message(let inner):
      guard case .object = value else { return }
      tag(field.number, 2)
      lengthPrefixed { $0.write(value, as: inner) }
    case .text:
      guard let text = value.text else { return }
      run(field.number, text)
    case .id:
      guard let id = value.text.flatMap(HexText.bytes) else { return }
      run(field.number, id)
    case .bytes:
      guard let bytes = value.text.flatMap({ Base64.bytes($0.utf8) }) else { return }
      run(field.number, bytes)
    case .double, .fixed64, .sfixed64:
      tag(field.number, 1)
      scalar(value, field.kind)
    case .fixed32:
      tag(field.number, 5)
      scalar(value, field.kind)
    case .bool, .int64, .int32, .sint32, .uint32, .uint64:
      tag(field.number, 0)
      scalar(value, field.kind)
    }
  }

  private mutating func scalar(_ value: Value, _ kind: OTLPSchema.Kind) {
    switch kind {
    case .double: fixed(OTLPNumber.double(value).bitPattern)
    case .fixed64, .sfixed64: fixed(OTLPNumber.bits(value))
    case .fixed32: fixed(UInt32(truncatingIfNeeded: OTLPNumber.bits(value)))
    case .sint32:
      let number = Int64(bitPattern: OTLPNumber.bits(value))
      varint(UInt64(bitPattern: number << 1 ^ number >> 63))
    case .bool: varint(value == .bool(true) ? 1 : 0)
    default: varint(OTLPNumber.bits(value))
    }
  }

  /// Fields that are written already.
  mutating func write(verbatim fields: [UInt8]) { bytes += fields }

  /// A field of bytes.
  mutating func run(_ number: Int, _ content: some Collection<UInt8>) {
    tag(number, 2)
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  /// A field of text.
  mutating func run(_ number: Int, _ text: String) {
    tag(number, 2)
    let content = text.utf8Span.span
    varint(UInt64(content.count))
    // Sound: the buffer is read while it is lent.
    unsafe content.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// A message in a field.
  mutating func message(_ number: Int, _ body: (inout ProtobufWriter) -> Void) {
    tag(number, 2)
    lengthPrefixed(body)
  }

  private mutating func lengthPrefixed(_ body: (inout ProtobufWriter) -> Void) {
    let start = bytes.count
    // Most lengths take one byte. Of a longer one what was written makes room for the rest.
    bytes.append(0)
    body(&self)
    var rest = UInt64(bytes.count - start - 1)
    var more: [UInt8] = []
    while rest >= 0x80 {
      more.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes[start] = UInt8(truncatingIfNeeded: rest)
    if !more.isEmpty { bytes.insert(contentsOf: more, at: start) }
  }

  mutating func tag(_ number: Int, _ wire: UInt64) { varint(UInt64(number) << 3 | wire) }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func fixed<Number: FixedWidthInteger>(_ value: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> Number(shift)))
    }
  }
}
