import Events
import Journal

/// What is read of it ahead of time.
extension FileImport {
  /// Has its content read ahead, from its start on, if it is worth that and nothing speaks against it.
  mutating func readAhead() {
    // What is wrong with it is told when its turn comes.
    guard let desk, isWorthIt(from: 0), let dialect = try? dialect() else { return }
    let content = ReadAhead(
      LineReading.Start(
        file: file, offset: 0, dialect: dialect, redactor: options.redactor(for: dialect),
        lastTime: file.modified))
    ahead = content
    desk.add(content)
  }

  /// Bytes of a file that are read ahead: of fewer one thread takes longer to tell the other.
  private static let leastAhead: Int64 = 64 << 10

  /// What is read from a place on: ahead already, from now on, or by whoever asks.
  mutating func content(from start: LineReading.Start) -> ReadAhead {
    defer { ahead = nil }
    if let ahead {
      if start.isSame(as: ahead.start) { return ahead }
      desk?.remove(ahead)
    }
    let content = ReadAhead(start)
    if isWorthIt(from: start.offset) { desk?.offer(content) }
    return content
  }

  private func isWorthIt(from offset: Int64) -> Bool {
    file.isPacked || file.identity.size - offset >= Self.leastAhead
  }

  /// Lets go of what was read ahead and is not wanted.
  func drop() {
    if let ahead { desk?.remove(ahead) }
  }
}
