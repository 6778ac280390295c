import TLM

/// Turns what a person typed into an event.
enum EmitFields {
  /// The event of one call: now, unless a field says when.
  static func event(_ asked: EmitArguments) throws -> NewEvent {
    var members: [Member] = []
    if let object = asked.object {
      guard case .object(let given)? = Value(json: object) else {
        throw EmitArguments.Mistake(description: "--object is not a JSON object")
      }
      members = given
    }
    for field in asked.fields {
      members.removeAll { $0.name.utf8.elementsEqual(field.name.utf8) }
      members.append(Member(field.name, try value(of: field, isStrict: asked.isStrict)))
    }
    let isTimed = members.contains { ["ts", "timestamp"].contains($0.name) }
    return NewEvent(asked.name, at: isTimed ? nil : .current, fields: members)
  }

  /// Lines of input with the time added to those objects that have none, and those shortened that
  /// are longer than the log takes; others stay as they are.
  static func timed(_ lines: [UInt8], at time: Timestamp, limit: Int) -> [UInt8] {
    let batch = LineParser().parse(LineChunk(lines))
    var result: [UInt8] = []
    var copied = 0
    for index in 0..<batch.count where batch.ownTime(at: index) == nil {
      let start = Int(batch.position(at: index).rawValue)
      guard let brace = lines[start...].firstIndex(of: UInt8(ascii: "{")) else { continue }
      result += lines[copied...brace]
      let isEmpty = batch.event(at: index).fields.isEmpty
      result += Array("\"ts\":\"\(time)\"\(isEmpty ? "" : ",")".utf8)
      copied = brace + 1
    }
    result += lines[copied...]
    if let last = result.last, last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
    return result.count > limit ? shortened(result, to: limit) : result
  }

  /// Lines, each of which fits the limit: the texts of an event are cut with a mark, and of a line
  /// that is no event the beginning is kept as the text of one.
  private static func shortened(_ lines: [UInt8], to limit: Int) -> [UInt8] {
    var result: [UInt8] = []
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      if line.count < limit {
        result += line
        result.append(UInt8(ascii: "\n"))
        continue
      }
      let text = String(decoding: line, as: UTF8.self)
      let event: NewEvent
      if case .object(let members)? = Value(json: text) {
        event = NewEvent("", fields: members)
      } else {
        event = NewEvent(
          LogEventName.longLine.rawValue, at: .current,
          fields: [Member("text", .string(text))])
      }
      result += event.shortened(to: limit).line()
    }
    return result
  }

  private static func value(of field: EmitArguments.Field, isStrict: Bool) throws -> Value {
    guard field.isJSON else { return .string(field.text) }
    if let value = Value(json: field.text) { return value }
    if isStrict {
      throw EmitArguments.Mistake(description: "\(field.name):=\(field.text) is not JSON")
    }
    // The caller must not fail, and its words must not be lost.
    return .string(field.text)
  }
}
