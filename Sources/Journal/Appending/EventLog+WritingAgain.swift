package import Events
import SystemCalls

extension EventLog {
  /// Writes everything from `start` on where it stands once more, and makes it durable: after a sync that
  /// failed, the system may take for written what the disk never got.
  ///
  /// - Throws: `syncFailed` where the disk does not confirm it; `busy`.
  package func writeAgain(from start: Position) throws(JournalError) {
    let deadline = SystemCalls.deadline(after: options.timeout)
    try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      let end = try journaled { () throws(SystemError) in try tail.end() }
      do throws(SystemError) {
        let segments = try SegmentList(layout)
        for base in segments.bases where base < end {
          let last = segments.end(of: base) ?? end
          if last > start { try writeAgain(base, max(start, base)..<last) }
        }
      } catch {
        throw JournalError(
          .syncFailed,
          "the events from \(start) on are in the log, but the disk did not confirm them: \(error)",
          systemNumber: error.number, cause: error)
      }
    }
  }

  /// Bytes that are written at a time.
  private static let step = 1 << 20

  private func writeAgain(_ base: Position, _ range: Range<Position>) throws(SystemError) {
    let file = try Descriptor.open(layout.segment(base), .update)
    var offset = range.lowerBound.rawValue - base.rawValue
    let end = range.upperBound.rawValue - base.rawValue
    while offset < end {
      let bytes = try file.bytes(at: offset, count: Int(min(Int64(Self.step), end - offset)))
      if bytes.isEmpty { break }
      try file.write(bytes.span, at: offset)
      offset += Int64(bytes.count)
    }
    try file.syncData()
  }
}
