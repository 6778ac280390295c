import Events
import SystemCalls

extension Tail {
  /// Where the drain of a source goes on: after the bytes that the log already has.
  ///
  /// The bytes after the source's last marker are compared with the source's, so a drain that died
  /// is resumed where it stopped. A source whose first bytes are not those of the marker is
  /// another file under the same name, and is drained from its start. A marker whose line is
  /// damaged is taken from the hint, if every byte that it speaks of stands behind it.
  func cursor(
    of source: some SourceContent, named name: String, _ cursors: inout Cursors,
    _ search: CursorSearch
  ) throws(SystemError) -> Int64 {
    let found = cursors.markers[name]
    if let told = cursors.told[name] {
      if told != found, told.at >= found?.at ?? told.at, try holds(told, source) {
        return told.from + told.length
      }
      cursors.told[name] = nil
    }
    if let found, let known = search.pruned?.pruned(found, of: name) {
      guard try source.isContinuation(of: known) else { return 0 }
      return min(known.from + known.length, source.size)
    }
    guard let found, let (marker, start) = try search.marker(at: found.at),
      try source.isContinuation(of: marker)
    else { return 0 }
    let run = try drainedLength(of: marker, at: start, source)
    return min(marker.from + run, source.size)
  }

  /// Whether the log has every byte that the marker speaks of where the marker says.
  private func holds(_ marker: Marker, _ source: some SourceContent) throws(SystemError) -> Bool {
    guard marker.length > 0, source.size >= marker.from + marker.length,
      try source.isContinuation(of: marker)
    else { return false }
    let start = marker.at.rawValue + Int64(marker.line(time: Timestamp(rawValue: 0)).count)
    return try drainedLength(of: marker, at: Position(rawValue: start), source) == marker.length
  }

  /// How many bytes after a marker are the source's: all of them, or whole lines of them.
  private func drainedLength(of marker: Marker, at start: Position, _ source: some SourceContent)
    throws(SystemError) -> Int64
  {
    let equal = try equalLength(of: marker, at: start, source, from: 0)
    if equal.length == marker.length { return marker.length }
    // A drain that died has nothing of the source behind the difference. A line that was damaged
    // afterwards has all of it, and its neighbours must not come twice.
    guard let end = try source.lineEnd(after: marker.from + equal.whole),
      end < marker.from + marker.length,
      try equalLength(of: marker, at: start, source, from: end - marker.from).length
        == marker.length
    else { return equal.whole }
    return marker.length
  }

  /// Up to where the bytes after a marker are the source's, from an offset among them, and where
  /// the last line ends that is equal.
  private func equalLength(
    of marker: Marker, at start: Position, _ source: some SourceContent, from offset: Int64
  ) throws(SystemError) -> (length: Int64, whole: Int64) {
    var length = offset
    var whole = offset
    while length < marker.length {
      let count = Int(min(1 << 20, marker.length - length))
      let place = Position(rawValue: start.rawValue + length)
      var there = try LogBytes.read(layout, from: place, count: count)
      let here = try source.bytes(at: marker.from + length, count: there.count)
      if there != here {
        there = try RedactedBytes.masked(there, at: place, as: here, layout)
      }
      if there.isEmpty { break }
      let equal = zip(there, here).prefix { $0 == $1 }.count
      let line = Newlines.endOfLastLine(in: there.span.extracting(..<equal))
      if line > 0 { whole = length + Int64(line) }
      length += Int64(equal)
      if equal < there.count { break }
    }
    return (length, whole)
  }
}
