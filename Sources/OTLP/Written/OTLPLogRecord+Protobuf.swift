import Events

extension OTLPLogRecord {
  /// Adds what `message` is as protobuf, in the field of the records of a scope, without making that
  /// first. The numbers are those of `OTLPSchema`.
  func write(protobuf bytes: inout [UInt8]) {
    ProtobufWriter.append(to: &bytes) { $0.message(2) { write(to: &$0) } }
  }

  private func write(to writer: inout ProtobufWriter) {
    if let time {
      writer.tag(1, 1)
      writer.fixed(time.rawValue)
    }
    if severity > 0 {
      writer.tag(2, 0)
      writer.varint(UInt64(severity))
    }
    if let level { writer.run(3, level) }
    if let body { writer.message(5) { $0.run(1, body) } }
    writer.write(attributes, 6)
    if let trace { writer.run(9, HexText.bytes(trace) ?? []) }
    if let span { writer.run(10, HexText.bytes(span) ?? []) }
    if let time {
      writer.tag(11, 1)
      writer.fixed(time.rawValue)
    }
    if let name { writer.run(12, name) }
  }
}

extension ProtobufWriter {
  /// Keys and values, each in a field.
  fileprivate mutating func write(_ attributes: [Member], _ number: Int) {
    for member in attributes {
      message(number) { writer in
        writer.run(1, member.name)
        writer.message(2) { $0.write(any: member.value) }
      }
    }
  }

  /// What is in the envelope of a value that says its type.
  private mutating func write(any value: Value) {
    switch value {
    case .null: break
    case .bool(let flag):
      tag(2, 0)
      varint(flag ? 1 : 0)
    case .integer(let number):
      tag(3, 0)
      varint(UInt64(bitPattern: number))
    case .unsigned(let number): run(1, String(number))
    case .double(let number):
      tag(4, 1)
      fixed(number.bitPattern)
    case .string(let text): run(1, text)
    case .array(let elements):
      message(5) { list in
        for element in elements { list.message(1) { $0.write(any: element) } }
      }
    case .object(let members): message(6) { $0.write(members, 1) }
    }
  }
}
