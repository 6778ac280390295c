public import Events
import SystemCalls

/// The lines of a log from a position on: those that are there, then those that come, from
/// whichever process. It ends when its task is cancelled.
///
/// ```swift
/// for try await chunk in log.follow(from: .start) { print(chunk.count) }
/// ```
public struct Batches: AsyncSequence, Sendable {
  public typealias Element = LineChunk
  public typealias Failure = JournalError

  let log: EventLog
  let start: Position?
  let drains: Bool

  public func makeAsyncIterator() -> Iterator { Iterator(log: log, start: start, drains: drains) }

  /// Owned by the one task that follows.
  public struct Iterator: AsyncIteratorProtocol {
    private let log: EventLog
    private let start: Position?
    private let drains: Bool
    private var reading: Reading?

    init(log: EventLog, start: Position?, drains: Bool) {
      self.log = log
      self.start = start
      self.drains = drains
    }

    /// The next chunk of whole lines, as soon as there is one; nil once the task is cancelled.
    ///
    /// - Throws: `truncated` for a position before the first segment, `readOnly` or `system` where
    ///   the log cannot be read.
    public mutating func next(isolation actor: isolated (any Actor)? = #isolation)
      async throws(JournalError) -> LineChunk?
    {
      if self.reading == nil { self.reading = try Reading(log.layout, from: start, drains) }
      guard let reading = self.reading else { return nil }
      while !Task.isCancelled {
        let seen = reading.watch.signal.count
        // A source that cannot be drained now is drained at the next change, or by another.
        if drains, log.hasWaitingSources { _ = try? log.drain(patience: .milliseconds(50)) }
        if let chunk = try reading.lines.next() { return chunk }
        await reading.watch.signal.wait(beyond: seen)
      }
      return nil
    }
  }

  /// The reader and what wakes it; one iterator uses it, never two at once.
  private final class Reading {
    var lines: LogLines
    let watch: FolderWatch

    init(_ layout: StoreLayout, from start: Position?, _ drains: Bool) throws(JournalError) {
      // The watch comes first: what is appended after the last read raises the signal.
      watch = try journaled { () throws(SystemError) in
        try FolderWatch(drains ? [layout.log, layout.root] : [layout.log])
      }
      lines = try LogLines(layout, from: start, to: nil)
    }
  }
}

@available(*, unavailable)
extension Batches.Iterator: Sendable {}

extension EventLog {
  /// The lines from `position` (nil: the oldest that is kept) on, and those that come.
  ///
  /// - Parameters:
  ///   - position: the start of a line. The sequence throws `truncated` where it was pruned away.
  ///   - draining: whether to move the inbox and abandoned spool files into the log as they grow,
  ///     so that what strangers append is seen, too.
  public func follow(from position: Position? = nil, draining: Bool = false) -> Batches {
    Batches(log: self, start: position, drains: draining)
  }
}
