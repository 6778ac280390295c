import Events

/// A line that is longer than the log takes, made shorter in time and memory that go with the limit,
/// not with what is in the line.
enum LongLine {
  /// An event's line, with its longest texts cut and a mark that says so.
  ///
  /// The fields that fit are kept as they are, the shortest first; of the others as much is read as
  /// may be kept in the end.
  ///
  /// - Parameter time: what is added as its time; nil where it has one.
  static func shortened(
    _ event: borrowing Event, at time: Timestamp?, to limit: Int
  ) -> [UInt8] {
    let room = self.room(for: event, limit)
    var line = Array("{".utf8)
    var lengths: [Int: Int] = [:]
    if let time { line += Array("\"ts\":\"\(time)\"".utf8) }
    for place in event.fields.indices {
      let field = event.fields[place]
      if line.count > 1 { line.append(UInt8(ascii: ",")) }
      append(name: field, of: event, to: &line)
      let length = Int(field.valueLength)
      if length > room { lengths[place + (time == nil ? 0 : 1)] = length }
      append(value: field, of: event, upTo: room, to: &line)
    }
    line.append(UInt8(ascii: "}"))
    guard case .object(let members)? = Value(json: line) else { return [] }
    let short = NewEvent("", fields: members)
    // Where a name stands twice, places are not those of the fields.
    let cut = lengths.filter { members.indices.contains($0.key) }
    return short.shortened(to: limit, cutAlready: cut).line()
  }

  /// The beginning of a line that is no event, as the text of one.
  ///
  /// - Parameter length: the bytes that the line has.
  static func kept(
    _ beginning: some Sequence<UInt8>, ofBytes length: Int, at time: Timestamp, to limit: Int
  ) -> [UInt8] {
    let text = String(decoding: Array(beginning.prefix(limit)), as: UTF8.self)
    let event = NewEvent(
      LogEventName.longLine.rawValue, at: time, fields: [Member("text", .string(text))])
    return event.shortened(to: limit, cutAlready: [0: length]).line()
  }

  /// Bytes that the value of any field may have, so that all of them are little more than the limit.
  private static func room(for event: borrowing Event, _ limit: Int) -> Int {
    let lengths = event.fields.indices.map { Int(event.fields[$0].valueLength) }.sorted()
    var left = limit
    for (place, length) in lengths.enumerated() {
      // What is left over goes to those that do not fit, in equal parts.
      let share = max(64, left / (lengths.count - place))
      if length > share { return place == lengths.count - 1 ? max(64, left) : share }
      left -= length
    }
    return limit
  }

  private static func append(name field: Field, of event: borrowing Event, to line: inout [UInt8]) {
    var writer = JSONWriter()
    writer.write(string: event.name(of: field))
    line += writer.bytes
    line.append(UInt8(ascii: ":"))
  }

  private static func append(
    value field: Field, of event: borrowing Event, upTo room: Int, to line: inout [UInt8]
  ) {
    let start = Int(field.valueStart)
    let text = event.line.extracting(start..<start + Int(field.valueLength))
    let isText = field.kind == .string
    guard isText || text.count <= room else { return line += Array("null".utf8) }
    let end = text.count <= room ? text.count : wholeCharacters(in: text, upTo: room)
    if isText { line.append(UInt8(ascii: "\"")) }
    for index in 0..<end { line.append(text[index]) }
    if isText { line.append(UInt8(ascii: "\"")) }
  }

  /// Where the last character or escape ends that does not reach beyond a place in a JSON string.
  private static func wholeCharacters(in text: Span<UInt8>, upTo room: Int) -> Int {
    var end = 0
    while true {
      let next = end + length(of: text[end], in: text, at: end)
      if next > room { return end }
      end = next
    }
  }

  private static func length(of byte: UInt8, in text: Span<UInt8>, at place: Int) -> Int {
    if byte == UInt8(ascii: "\\") {
      return place + 1 < text.count && text[place + 1] == UInt8(ascii: "u") ? 6 : 2
    }
    switch byte {
    case 0xF0...: return 4
    case 0xE0...: return 3
    case 0xC0...: return 2
    default: return 1
    }
  }
}
