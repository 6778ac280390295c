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
  ///   - run: what they belong to, where they do not say it themselves.
  package static func stamped(
    _ lines: [UInt8], at time: Timestamp, limit: Int, in run: InheritedRun = InheritedRun()
  ) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(lines.count + 256)
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) ?? lines.count
      append(lines[start..<end], to: &result, at: time, limit: limit, run)
      result.append(UInt8(ascii: "\n"))
      start = end + 1
    }
    return result
  }

  /// Adds a line, without its newline.
  private static func append(
    _ line: ArraySlice<UInt8>, to result: inout [UInt8], at time: Timestamp, limit: Int,
    _ run: InheritedRun
  ) {
    guard let event = RecordedEvent(reading: line) else {
      // It is no event; what of it is too long is kept as the text of one.
      if line.count < limit { return result += line }
      result += beginning(line, ofBytes: line.count, at: time, limit: limit).dropLast()
      return
    }
    let stamp = Self.stamp(event, time, run)
    if event.line.count + stamp.count >= limit {
      result += line.prefix(Int(event.position.rawValue))
      result += LongLine.shortened(event.event, at: event.isTimed ? nil : time, to: limit)
        .dropLast()
    } else if let brace = line.firstIndex(of: UInt8(ascii: "{")) {
      result += line[..<brace] + [line[brace]] + stamp + line[(brace + 1)...]
    }
  }

  /// The beginning of a line that is longer than any that is parsed, as the text of an event.
  ///
  /// - Parameters:
  ///   - beginning: its first bytes.
  ///   - length: how many it has.
  ///   - time: when it came.
  ///   - limit: bytes of the longest line that the log takes, with its newline.
  package static func beginning(
    _ beginning: some Sequence<UInt8>, ofBytes length: Int, at time: Timestamp, limit: Int
  ) -> [UInt8] {
    LongLine.kept(beginning, ofBytes: length, at: time, to: limit)
  }

  /// What is put before the first member of an event.
  private static func stamp(
    _ event: RecordedEvent, _ time: Timestamp, _ run: InheritedRun
  ) -> [UInt8] {
    var stamp = event.isTimed ? [] : Array("\"ts\":\"\(time)\",".utf8)
    if !run.isEmpty {
      let view = event.event
      for member in run.members(hasTrace: view.traceID != nil, hasRun: view.runID != nil) {
        var writer = JSONWriter()
        writer.write(member: member.name, member.value)
        stamp += writer.bytes + [UInt8(ascii: ",")]
      }
    }
    if event.fields.isEmpty { _ = stamp.popLast() }
    return stamp
  }
}
