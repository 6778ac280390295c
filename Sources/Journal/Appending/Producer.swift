import Events
import SystemCalls

/// Appends for a program that must never wait: what misses the deadline goes to a spool file.
///
/// After one missed deadline it spools at once and only tries the lock; when it gets it, its spool
/// goes into the log first, so its events stay in order.
public final class Producer: Sendable {
  /// Where a batch went.
  public enum Outcome: Sendable, Hashable {
    /// Into the log.
    case appended(Receipt)
    /// Into a spool file, not synced, which this producer drains when the lock is free, or after
    /// its death the next one who drains.
    case spooled
  }

  /// The log that this producer appends to.
  public let log: EventLog
  private let spools: ForkSafe<Spool>

  private final class Spool: Sendable {
    let file = Guarded<SpoolFile?>(nil)
  }

  /// A producer without a spool file. One serves all threads of a program.
  public init(_ log: EventLog) {
    self.log = log
    spools = ForkSafe { Spool() }
  }

  /// Appends lines, or spools them when the log's lock is not free within `timeout`, or the log is
  /// longer than this process may write files.
  ///
  /// - Parameters:
  ///   - lines: whole lines; the last byte must be a newline.
  ///   - durability: what a receipt must promise. A spool file promises `flushed`.
  ///   - timeout: how long to wait for the lock, if not as long as the log's options say.
  /// - Throws: `full`, `readOnly`, `noStore`, `lineTooLong`, `notALine`, `system`: the lines are
  ///   nowhere; `partlyWritten` and `syncFailed` as of an append.
  public func append(
    lines: [UInt8], durability: Durability = .flushed, timeout: Duration? = nil
  ) throws(JournalError) -> Outcome {
    try log.check(lines)
    return try spools.value.file.withLock { file throws(JournalError) in
      if let own = file {
        // Whatever keeps the spool out of the log keeps these lines behind it, in order.
        do throws(JournalError) { try log.drainOwn(own.source) } catch {
          return try log.spool(lines, &file)
        }
        file = nil
      }
      do throws(JournalError) {
        return .appended(try log.append(lines: lines, durability: durability, timeout: timeout))
      } catch {
        // A file may have no more bytes here than the log has; a spool file begins with none.
        guard error.code == .busy || error.code == .fileTooLarge else { throw error }
        return try log.spool(lines, &file)
      }
    }
  }

  /// Whether it has missed a deadline, and has not got the lock since.
  package var isSpooling: Bool { spools.value.file.withLock { $0 != nil } }

  /// Moves what was spooled into the log; true when nothing is left, false when the lock was not
  /// free within `timeout`.
  ///
  /// - Throws: `full` and other failures of an append; what is not moved stays spooled.
  @discardableResult
  public func settle(timeout: Duration = .zero) throws(JournalError) -> Bool {
    try spools.value.file.withLock { file throws(JournalError) in
      guard let own = file else { return true }
      do throws(JournalError) {
        try log.drainOwn(own.source, timeout: timeout)
        file = nil
        return true
      } catch {
        if error.code == .busy { return false }
        throw error
      }
    }
  }
}

extension EventLog {
  /// Adds lines to a producer's spool file, which is made by the first of them.
  fileprivate func spool(_ lines: [UInt8], _ file: inout SpoolFile?) throws(JournalError)
    -> Producer.Outcome
  {
    try journaled { () throws(SystemError) in
      if file == nil { file = try SpoolFile(layout, end: lastSegment()) }
      try file?.add(lines.span)
    }
    return .spooled
  }

  /// Moves a producer's own spool file into the log and removes it.
  fileprivate func drainOwn(_ source: SpoolSource, timeout: Duration = .zero)
    throws(JournalError)
  {
    while true {
      let deadline = SystemCalls.deadline(after: timeout)
      let step = try writer.value.withLock(by: deadline) { tail throws(JournalError) in
        try source.drainOnce(&tail)
      }
      switch step {
      case .moved: continue
      case .finished: return
      case .unreadable(let reason): throw JournalError(.system, reason)
      }
    }
  }

  /// Where the last segment begins: a position that the log has reached for certain.
  fileprivate func lastSegment() -> Position {
    // Without a look at the folder, the start is right, too.
    (try? SegmentList(layout))?.last ?? .start
  }
}
