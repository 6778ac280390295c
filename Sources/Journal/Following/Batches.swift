package import Events

/// The lines of a log from a position on: those that are there, then those that come, from
/// whichever process. It ends when its task is cancelled.
///
/// ```swift
/// for try await chunk in log.follow(from: .start) { print(chunk.count) }
/// ```
package struct Batches: AsyncSequence, Sendable {
  package typealias Element = LineChunk
  package typealias Failure = JournalError

  let log: EventLog
  let start: Position?
  let drains: Bool
  let tell: @Sendable (StoreChange) -> Void

  package func makeAsyncIterator() -> Iterator {
    Iterator(log: log, start: start, drains: drains, tell: tell)
  }

  /// Owned by the one task that follows.
  package struct Iterator: AsyncIteratorProtocol {
    private let log: EventLog
    private let start: Position?
    private let drains: Bool
    private let tell: @Sendable (StoreChange) -> Void
    private var reading: Reading?

    init(
      log: EventLog, start: Position?, drains: Bool,
      tell: @escaping @Sendable (StoreChange) -> Void
    ) {
      self.log = log
      self.start = start
      self.drains = drains
      self.tell = tell
    }

    /// The next chunk of whole lines, as soon as there is one; nil once the task is cancelled.
    ///
    /// - Throws: `truncated` for a position before the first segment, `readOnly` or `system` where
    ///   the log cannot be read.
    package mutating func next(isolation actor: isolated (any Actor)? = #isolation)
      async throws(JournalError) -> LineChunk?
    {
      if self.reading == nil { self.reading = try Reading(log, from: start, drains, tell) }
      guard let reading = self.reading else { return nil }
      return try await reading.follower.next(isolation: actor) { () throws(JournalError) in
        try reading.lines.next(by: reading.follower)
      }
    }
  }

  /// The reader and what wakes it; one iterator uses it, never two at once.
  private final class Reading {
    var lines: FollowedLines
    let follower: LogFollower

    init(
      _ log: EventLog, from start: Position?, _ drains: Bool,
      _ tell: @escaping @Sendable (StoreChange) -> Void
    ) throws(JournalError) {
      // It comes first: what is appended after the last look wakes it.
      follower = try LogFollower(log, draining: drains, tell: tell)
      lines = try FollowedLines(log, from: start, follower)
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
  ///   - tell: told when the store is moved away or another one stands in its place, whose lines
  ///     come then.
  package func follow(
    from position: Position? = nil, draining: Bool = false,
    tell: @escaping @Sendable (StoreChange) -> Void = { _ in }
  ) -> Batches {
    Batches(log: self, start: position, drains: draining, tell: tell)
  }
}
