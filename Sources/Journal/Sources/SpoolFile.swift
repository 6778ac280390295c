import Events
import SystemCalls

/// Lines that one producer could not append in time, in a file of its own.
///
/// The producer holds the file's lock as long as it lives; whoever gets the lock later drains it.
final class SpoolFile: Sendable {
  let source: SpoolSource
  private let file: Descriptor

  /// A new file, locked. Its name sorts by age: `end`, a position that the log has reached, then
  /// the time, so that one caller's events stay in order over several processes.
  init(_ layout: StoreLayout, end: Position) throws(SystemError) {
    try Folder.make(layout.spool)
    while true {
      let word = String(UInt32.random(in: 0 ... .max), radix: 16)
      let time = StoreLayout.name(of: Position(rawValue: Timestamp.now().rawValue))
      let name = "\(StoreLayout.name(of: end))-\(time)-\(OwnProcess.number)-\(word).jsonl"
      let path = layout.spool + "/" + name
      let file = try Descriptor.open(path, .append, create: true, exclusive: true)
      // Between its birth and its lock somebody may have found it empty and dropped it.
      guard try file.tryLock(), try file.status().links > 0 else { continue }
      self.file = file
      // Else a forked child, which shares the lock, would keep others from draining it.
      ForkGuard.add(file.number)
      source = SpoolSource(layout, file: name, isOwn: true)
      return
    }
  }

  deinit { ForkGuard.remove(file.number) }

  /// Adds whole lines; on failure the file ends as it did before, or in a half line that no drain
  /// takes.
  func add(_ bytes: Span<UInt8>) throws(SystemError) {
    let before = try file.status().size
    try ProcessLimit.check(.write, source.location, end: before + Int64(bytes.count))
    let written = try file.write(once: bytes)
    guard written < bytes.count else { return }
    // A half line must not swallow the next one.
    let blank = [UInt8](repeating: 0x20, count: max(0, written - 1)) + [Newlines.byte]
    if written > 0 {
      let place = try Descriptor.open(source.location, .update)
      try place.write(blank.span, at: before)
    }
    throw SystemError(.write, source.location, ErrorNumber.noSpace)
  }
}
