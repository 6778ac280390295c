package import Events

/// Lines that a stranger hands over to be emitted, made what a log takes.
///
/// Nothing is refused, because whoever writes to us must not be stopped by what it writes.
package enum EmittedLines {
  /// Lines of input with the time added to those objects that have none, and those shortened that
  /// are longer than the log takes; others stay as they are.
  ///
  /// - Parameters:
  ///   - lines: whole lines, the last of which may lack its newline.
  ///   - time: when they came.
  ///   - limit: bytes of the longest line that the log takes, with its newline.
  package static func stamped(_ lines: [UInt8], at time: Timestamp, limit: Int) -> [UInt8] {
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
    return result.count > limit ? shortened(result, to: limit, at: time) : result
  }

  /// Lines, each of which fits the limit: the texts of an event are cut with a mark, and of a line
  /// that is no event the beginning is kept as the text of one.
  private static func shortened(
    _ lines: [UInt8], to limit: Int, at time: Timestamp
  ) -> [UInt8] {
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
          LogEventName.longLine.rawValue, at: time,
          fields: [Member("text", .string(text))])
      }
      result += event.shortened(to: limit).line()
    }
    return result
  }
}
