import SystemCalls

/// A file whose lines go into the log, open for reading.
struct SourceFile: SourceContent {
  let file: Descriptor
  /// Its length when it was opened.
  let size: Int64

  /// nil where there is no such file.
  init?(_ path: String, kind: Descriptor.Kind = .file) throws(SystemError) {
    do throws(SystemError) { file = try Descriptor.open(path, .read, kind: kind) } catch {
      if error.number == 2 { return nil }
      throw error
    }
    let status = try file.status()
    guard !status.isFolder else { throw SystemError(.open, path, 21) }
    size = status.size
  }

  func bytes(at offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
    try file.bytes(at: offset, count: count)
  }

  func data(from offset: Int64) throws(SystemError) -> Int64 { try file.data(from: offset) ?? size }

  /// How the file looks now, to know an unchanged one by; nil where it has grown or is gone.
  func look() throws(JournalError) -> Cursors.Look? {
    let status = try journaled { () throws(SystemError) in try FileStatus.of(file.path) }
    guard let status, status.size == size else { return nil }
    return Cursors.Look(status)
  }

  /// Whether the file is as long as it was when it was opened.
  func hasEnded() throws(JournalError) -> Bool {
    try journaled { () throws(SystemError) in try file.status().size == size }
  }
}
