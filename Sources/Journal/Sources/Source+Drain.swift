import SystemCalls

/// What came of one hold of the lock.
enum DrainStep: Sendable, Equatable {
  case moved(Int64)
  case finished
  case unreadable(String)
}

extension Source {
  /// One hold's worth of lines, with the log's lock held.
  func drainOnce(_ tail: inout Tail) throws(JournalError) -> DrainStep {
    let content: Content
    do throws(SystemError) {
      guard let found = try open(), try claim(found) else { return .finished }
      content = found
    } catch { return .unreadable("\(error)") }
    var hold = try DrainHold(&tail)
    defer { tail = hold.tail }
    let (moved, cursor) = try hold.take(content, of: self)
    if moved == 0 { try finish(content, at: cursor, in: &hold) }
    hold.save()
    return moved > 0 ? .moved(moved) : .finished
  }
}
