import Events
import SystemCalls

/// A file whose lines go into the log: the inbox, a spool file, or any file that is imported.
struct SourceFile: Sendable {
  /// By which name the log's markers know it.
  let name: String
  let file: Descriptor
  /// Its length when it was opened.
  let size: Int64

  /// nil where there is no such file.
  init?(name: String, path: String, kind: Descriptor.Kind = .file) throws(SystemError) {
    do throws(SystemError) { file = try Descriptor.open(path, .read, kind: kind) } catch {
      if error.number == 2 { return nil }
      throw error
    }
    let status = try file.status()
    guard !status.isFolder else { throw SystemError(.open, path, 21) }
    self.name = name
    size = status.size
  }

  /// The first bytes of the file, as a marker writes them down.
  func head(_ length: Int64) throws(SystemError) -> Marker.Head {
    let length = min(length, Marker.Head.limit)
    let bytes = try file.bytes(at: 0, count: Int(length))
    return Marker.Head(length: Int64(bytes.count), checksum: Checksum.crc32c(bytes.span))
  }

  /// How the file looks now, to know an unchanged one by; nil where it has grown or is gone.
  func look() throws(JournalError) -> Cursors.Look? {
    let status = try journaled { () throws(SystemError) in try FileStatus.of(file.path) }
    guard let status, status.size == size else { return nil }
    return Cursors.Look(status)
  }

  /// Whether this is still the file that the marker was written for, only longer.
  func isContinuation(of marker: Marker) throws(SystemError) -> Bool {
    guard size >= marker.from else { return false }
    return try head(marker.head.length) == marker.head
  }

  /// Where the line at `offset` ends, its newline included; nil where it has no end within 1 MiB.
  func lineEnd(after offset: Int64) throws(SystemError) -> Int64? {
    let bytes = try file.bytes(at: offset, count: Int(min(1 << 20, max(0, size - offset))))
    return Newlines.first(in: bytes.span).map { offset + Int64($0) + 1 }
  }

  /// The next bytes to drain: whole lines from `cursor`, at most `limit` bytes of them, but at
  /// least one line however long. Empty when no line is whole yet.
  ///
  /// With `isComplete` an unterminated last line counts as a line.
  func lines(from cursor: Int64, limit: Int, isComplete: Bool) throws(SystemError) -> [UInt8] {
    var room = limit
    while cursor < size {
      let count = Int(min(Int64(room), size - cursor))
      var bytes = try file.bytes(at: cursor, count: count)
      let whole = Newlines.endOfLastLine(in: bytes.span)
      if whole > 0 {
        bytes.removeLast(bytes.count - whole)
        return bytes
      }
      if cursor + Int64(bytes.count) >= size { return isComplete ? bytes : [] }
      if room >= Int(ReadLimits.longestRun) {
        // No line is that long: what fills the source is no producer of lines.
        throw SystemError(.read, file.path, ErrorNumber.fileTooLarge)
      }
      room *= 2
    }
    return []
  }
}
