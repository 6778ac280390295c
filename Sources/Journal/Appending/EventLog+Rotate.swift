package import Events
import SystemCalls

extension EventLog {
  /// Seals the segment that takes appends and begins the next one; nothing for an empty one.
  ///
  /// - Parameter timeout: how long to wait for the lock.
  /// - Throws: `busy`, `full`, `noStore`, `readOnly`, `system`; a sealing that began is finished by
  ///   the next append.
  public func rotate(timeout: Duration = .seconds(10)) throws(JournalError) {
    let deadline = SystemCalls.deadline(after: timeout)
    try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in try tail.rotate() }
    }
  }

  /// Where the next line will stand; ends a torn tail on the way.
  package func end(timeout: Duration = .seconds(10)) throws(JournalError) -> Position {
    let deadline = SystemCalls.deadline(after: timeout)
    return try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in try tail.end() }
    }
  }

  /// Seals the segment when the append from `position` to `end` crossed its limit, or, as long as
  /// nobody succeeded, each further eighth of it.
  ///
  /// Syncing and summing happen before the lock is taken, so that others wait only for the rest.
  func rotateIfDue(_ segment: SegmentFile, from position: Position, to end: Position) {
    let base = segment.base.rawValue
    let limit = options.segmentLimit
    let step = max(1, limit / 8)
    let length = end.rawValue - base
    guard length >= limit,
      (length - limit) / step != (position.rawValue - base - limit) / step
        || position.rawValue - base < limit
    else { return }
    var sum = SealSum()
    do {
      try segment.sync()
      try sum.extend(over: segment.file, to: length)
      let deadline = SystemCalls.deadline(after: .seconds(1))
      let prepared = sum
      try writer.value.withLock(by: deadline) { tail throws(JournalError) in
        try journaled { () throws(SystemError) in
          let (current, length, _) = try tail.closed()
          guard current.base == segment.base, length >= tail.options.segmentLimit else { return }
          try tail.rotate(sum: prepared)
        }
      }
    } catch {
      // The events are acknowledged; a segment over its limit is only larger than it should be.
    }
  }
}
