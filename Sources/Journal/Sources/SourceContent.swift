import Events
package import SystemCalls

/// The bytes of a source as they were when it was opened.
package protocol SourceContent: Sendable {
  /// How many there are.
  var size: Int64 { get }

  /// So many bytes from an offset on; fewer where it ends before.
  func bytes(at offset: Int64, count: Int) throws(SystemError) -> [UInt8]
}

extension SourceContent {
  /// The first bytes, as a marker writes them down.
  func head(_ length: Int64) throws(SystemError) -> Marker.Head {
    let length = min(length, Marker.Head.limit)
    let bytes = try bytes(at: 0, count: Int(length))
    return Marker.Head(length: Int64(bytes.count), checksum: Checksum.crc32c(bytes.span))
  }

  /// Whether these are still the bytes that the marker was written for, only more.
  func isContinuation(of marker: Marker) throws(SystemError) -> Bool {
    guard size >= marker.from else { return false }
    return try head(marker.head.length) == marker.head
  }

  /// Where the line at `offset` ends, its newline included; nil where it has no end within 1 MiB.
  func lineEnd(after offset: Int64) throws(SystemError) -> Int64? {
    let bytes = try bytes(at: offset, count: Int(min(1 << 20, max(0, size - offset))))
    return Newlines.first(in: bytes.span).map { offset + Int64($0) + 1 }
  }

  /// The next bytes to drain: whole lines from `cursor`, at most `limit` bytes of them, but at
  /// least one line however long. Empty when no line is whole yet.
  ///
  /// - Parameters:
  ///   - cursor: where they begin.
  ///   - limit: how many bytes there may be.
  ///   - isComplete: whether an unterminated last line counts as a line.
  ///   - location: of the source, for people.
  func lines(
    from cursor: Int64, limit: Int, isComplete: Bool, of location: String
  ) throws(SystemError) -> [UInt8] {
    var room = limit
    while cursor < size {
      let count = Int(min(Int64(room), size - cursor))
      var bytes = try bytes(at: cursor, count: count)
      // Of a line that is longer than the limit nothing comes but itself.
      let whole =
        room == limit
        ? Newlines.endOfLastLine(in: bytes.span)
        : Newlines.first(in: bytes.span).map { $0 + 1 } ?? 0
      if whole > 0 {
        bytes.removeLast(bytes.count - whole)
        return bytes
      }
      if cursor + Int64(bytes.count) >= size { return isComplete ? bytes : [] }
      if room >= Int(ReadLimits.longestRun) {
        // No line is that long: what fills the source is no producer of lines.
        throw SystemError(.read, location, ErrorNumber.fileTooLarge)
      }
      room *= 2
    }
    return []
  }
}
