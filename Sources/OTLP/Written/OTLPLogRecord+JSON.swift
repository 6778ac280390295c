import Events

extension OTLPLogRecord {
  /// Adds what `message` is as JSON, without making that first.
  func write(json bytes: inout [UInt8]) {
    JSONWriter.append(to: &bytes, quotesLargeIntegers: false) { write(to: &$0) }
  }

  private func write(to writer: inout JSONWriter) {
    writer.byte("{")
    if let time {
      let digits = String(time.rawValue)
      writer.write(raw: "\"timeUnixNano\":")
      writer.write(string: digits)
      writer.write(raw: ",\"observedTimeUnixNano\":")
      writer.write(string: digits)
      writer.byte(",")
    }
    if severity > 0 {
      writer.write(member: "severityNumber", .integer(severity))
      writer.byte(",")
    }
    if let level {
      writer.write(raw: "\"severityText\":")
      writer.write(string: level)
      writer.byte(",")
    }
    if let body {
      writer.write(raw: "\"body\":{\"stringValue\":")
      writer.write(string: body)
      writer.write(raw: "},")
    }
    writer.write(raw: "\"attributes\":")
    writer.write(attributes: attributes)
    if let trace {
      writer.write(raw: ",\"traceId\":")
      writer.write(string: trace)
    }
    if let span {
      writer.write(raw: ",\"spanId\":")
      writer.write(string: span)
    }
    if let name {
      writer.write(raw: ",\"eventName\":")
      writer.write(string: name)
    }
    writer.byte("}")
  }
}

extension JSONWriter {
  /// Keys and values as `OTLPText.attributes` has them.
  fileprivate mutating func write(attributes members: [Member]) {
    byte("[")
    for (place, member) in members.enumerated() {
      if place > 0 { byte(",") }
      write(raw: "{\"key\":")
      write(string: member.name)
      write(raw: ",\"value\":")
      write(any: member.value)
      byte("}")
    }
    byte("]")
  }

  /// A value as `OTLPText.any` has it.
  private mutating func write(any value: Value) {
    switch value {
    case .null: write(raw: "{")
    case .bool:
      write(raw: "{\"boolValue\":")
      write(value)
    case .integer(let number):
      write(raw: "{\"intValue\":")
      write(string: String(number))
    case .unsigned(let number):
      write(raw: "{\"stringValue\":")
      write(string: String(number))
    case .double(let number):
      write(raw: "{\"doubleValue\":")
      write(OTLPNumber.value(of: number))
    case .string(let text):
      write(raw: "{\"stringValue\":")
      write(string: text)
    case .array(let elements):
      write(raw: "{\"arrayValue\":{\"values\":[")
      for (place, element) in elements.enumerated() {
        if place > 0 { byte(",") }
        write(any: element)
      }
      write(raw: "]}")
    case .object(let members):
      write(raw: "{\"kvlistValue\":{\"values\":")
      write(attributes: members)
      byte("}")
    }
    byte("}")
  }
}
