import Events

extension Tail {
  /// Where the drain of `source` goes on: after the bytes that the log already has.
  ///
  /// The bytes after the source's last marker are compared with the source's, so a drain that died
  /// is resumed where it stopped. A source whose first bytes are not those of the marker is
  /// another file under the same name, and is drained from its start.
  func cursor(of source: SourceFile, _ cursors: Cursors, _ search: CursorSearch)
    throws(SystemError) -> Int64
  {
    guard let position = cursors.markers[source.name],
      let (marker, start) = try search.marker(at: position),
      try source.isContinuation(of: marker)
    else { return 0 }
    let run = try drainedLength(of: marker, at: start, source)
    return min(marker.from + run, source.size)
  }

  /// How many bytes after a marker are the source's: all of them, or whole lines of them.
  private func drainedLength(of marker: Marker, at start: Position, _ source: SourceFile)
    throws(SystemError) -> Int64
  {
    var length: Int64 = 0
    var whole: Int64 = 0
    while length < marker.length {
      let count = Int(min(1 << 20, marker.length - length))
      let place = Position(rawValue: start.rawValue + length)
      let there = try LogBytes.read(layout, from: place, count: count)
      let here = try source.file.bytes(at: marker.from + length, count: there.count)
      if there.isEmpty { break }
      let equal = zip(there, here).prefix { $0 == $1 }.count
      let line = Newlines.endOfLastLine(in: there.span.extracting(..<equal))
      if line > 0 { whole = length + Int64(line) }
      length += Int64(equal)
      if equal < there.count { break }
    }
    return length == marker.length ? length : whole
  }

  /// Appends the next lines of a source behind a marker, in one write; how many bytes of the
  /// source are in the log afterwards that were not before.
  mutating func drain(
    _ source: SourceFile, from cursor: Int64, _ cursors: inout Cursors, isComplete: Bool
  ) throws(JournalError) -> Int64 {
    let lines = try journaled { () throws(SystemError) in
      try source.lines(from: cursor, limit: LogOptions.drainLimit, isComplete: isComplete)
    }
    guard !lines.isEmpty else { return 0 }
    try mark(source, from: cursor, lines, &cursors)
    return Int64(lines.count)
  }

  /// A marker and the bytes that follow it (none, where a source only begins anew).
  mutating func mark(
    _ source: SourceFile, named name: String? = nil, from cursor: Int64, _ lines: [UInt8],
    _ cursors: inout Cursors
  ) throws(JournalError) {
    let length = Int64(lines.count)
    let marker = try journaled { () throws(SystemError) in
      Marker(
        source: name ?? source.name, from: cursor, length: length, at: try end(),
        head: try source.head(cursor + length))
    }
    var batch = marker.line(time: .now()) + lines
    if batch.last != Newlines.byte { batch.append(Newlines.byte) }
    let (_, position) = try write(batch.span)
    cursors.markers[marker.source] = position
    cursors.through = Position(rawValue: position.rawValue + Int64(batch.count))
  }
}
