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
      guard let found = try claimed() else { return .finished }
      content = found
    } catch { return .unreadable("\(error)") }
    var hold = try DrainHold(&tail)
    defer { tail = hold.tail }
    let step = try take(content, in: &hold, finishes: true)
    hold.save()
    return step
  }

  /// Its part of a hold that it shares with others.
  ///
  /// - Parameter finishes: whether it ends where it has nothing further.
  func step(in hold: inout DrainHold, finishes: Bool) throws(JournalError) -> DrainStep {
    let content: Content
    do throws(SystemError) {
      guard let found = try claimed() else { return .finished }
      content = found
    } catch { return .unreadable("\(error)") }
    return try take(content, in: &hold, finishes: finishes)
  }

  private func claimed() throws(SystemError) -> Content? {
    guard let found = try open(), try claim(found) else { return nil }
    return found
  }

  private func take(_ content: Content, in hold: inout DrainHold, finishes: Bool)
    throws(JournalError) -> DrainStep
  {
    let (moved, cursor) = try hold.take(content, of: self)
    if moved > 0 { return .moved(moved) }
    if finishes { try finish(content, at: cursor, in: &hold) }
    return .finished
  }
}
