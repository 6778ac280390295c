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
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      let start = Int(batch.position(at: index).rawValue)
      let end = start + event.line.count
      let isTimed = batch.ownTime(at: index) != nil
      let stamp = isTimed ? [] : Self.stamp(time, isAlone: event.fields.isEmpty)
      if end - start + stamp.count >= limit {
        append(lines[copied..<start], to: &result, at: time, limit: limit)
        result += LongLine.shortened(event, at: isTimed ? nil : time, to: limit).dropLast()
        copied = end
      } else if !isTimed, let brace = lines[start...].firstIndex(of: UInt8(ascii: "{")) {
        append(lines[copied...brace], to: &result, at: time, limit: limit)
        result += stamp
        copied = brace + 1
      }
    }
    append(lines[copied...], to: &result, at: time, limit: limit)
    if let last = result.last, last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
    return result
  }

  /// The beginning of a line that is longer than any that is parsed, as the text of an event.
  ///
  /// - Parameters:
  ///   - beginning: its first bytes.
  ///   - length: how many it has.
  ///   - time: when it came.
  ///   - limit: bytes of the longest line that the log takes, with its newline.
  package static func beginning(
    _ beginning: [UInt8], ofBytes length: Int, at time: Timestamp, limit: Int
  ) -> [UInt8] {
    LongLine.kept(beginning, ofBytes: length, at: time, to: limit)
  }

  private static func stamp(_ time: Timestamp, isAlone: Bool) -> [UInt8] {
    Array("\"ts\":\"\(time)\"\(isAlone ? "" : ",")".utf8)
  }

  /// Adds lines as they are; of those among them that are too long, which are no events, the
  /// beginning is kept.
  private static func append(
    _ lines: ArraySlice<UInt8>, to result: inout [UInt8], at time: Timestamp, limit: Int
  ) {
    guard lines.count >= limit else {
      result += lines
      return
    }
    let parts = lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (place, line) in parts.enumerated() {
      if place > 0 { result.append(UInt8(ascii: "\n")) }
      guard line.count >= limit else {
        result += line
        continue
      }
      result += LongLine.kept(line, ofBytes: line.count, at: time, to: limit).dropLast()
    }
  }
}
