public import Events
import Index
package import Journal
import Lines

/// Events of a log that meet a filter, those that are there and those that come, without a
/// projection.
///
/// ```swift
/// for try await batch in store.follow(from: nil, matching: filter) {
///   for event in batch.events { print(event.position) }
/// }
/// ```
///
/// It ends when its task is cancelled. Where another store takes the place of the one that is
/// followed, that one's events come next, from its first on.
public struct Subscription: AsyncSequence, Sendable {
  public typealias Element = Subscription.Batch
  public typealias Failure = any Error

  private let log: EventLog
  private let start: Position?
  private let filter: Filter
  private let drains: Bool

  package init(to log: EventLog, from start: Position?, matching filter: Filter, draining: Bool) {
    self.log = log
    self.start = start
    self.filter = filter
    drains = draining
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(log: log, start: start, filter: filter, drains: drains)
  }

  /// Owned by the one task that follows.
  public struct Iterator: AsyncIteratorProtocol {
    private let log: EventLog
    private let start: Position?
    private var filter: Filter
    private let drains: Bool
    private var reading: Reading?

    fileprivate init(log: EventLog, start: Position?, filter: Filter, drains: Bool) {
      self.log = log
      self.start = start
      self.filter = filter
      self.drains = drains
    }

    /// The next events, as soon as there are some; nil once the task is cancelled.
    ///
    /// - Throws: `JournalError.truncated` for a position that was pruned, and others of its kind
    ///   where the log cannot be read.
    public mutating func next(isolation actor: isolated (any Actor)? = #isolation)
      async throws -> Subscription.Batch?
    {
      if reading == nil {
        reading = try Reading(log, from: start, drains)
        filter = try filter.bound(to: log)
      }
      guard let reading else { return nil }
      let filter = filter
      return try await reading.follower.next(isolation: actor) { try reading.next(filter) }
    }
  }

  /// The reader and what wakes it.
  private final class Reading {
    private let log: EventLog
    private var lines: FollowedLines
    private var isCaughtUp = false
    private var parser = TimedParser()
    let follower: LogFollower
    private var drained: DrainedRanges

    init(_ log: EventLog, from start: Position?, _ drains: Bool) throws {
      // It comes first: what is appended after the last look wakes it.
      follower = try LogFollower(log, draining: drains)
      lines = try FollowedLines(log, from: start, follower)
      self.log = log
      drained = DrainedRanges(log)
      if let start { try begin(at: start) }
    }

    private func begin(at position: Position) throws {
      var times = TimesBefore(log: log, first: try log.bounds().lowerBound)
      var explanation = Query.Explanation()
      parser = TimedParser(after: try times.time(before: position, &explanation))
    }

    /// Nothing that was known of another store is true of this one.
    private func changeStore() throws {
      guard try lines.change(to: follower) else { return }
      isCaughtUp = false
      drained = DrainedRanges(log)
      try begin(at: lines.position)
    }

    /// The events of the next chunk that has any; an empty batch where the end of the log is
    /// reached for the first time or anew; nil where nothing has come since.
    func next(_ filter: Filter) throws -> Subscription.Batch? {
      try changeStore()
      while let chunk = try lines.next() {
        let batch = parser.parse(chunk)
        var events: [RecordedEvent] = []
        for index in 0..<batch.count {
          let event = batch.event(at: index)
          guard filter.matches(event), !filter.isOwn || !drained.contains(event.position)
          else { continue }
          events.append(RecordedEvent(copying: event))
        }
        if events.isEmpty { continue }
        isCaughtUp = try lines.position >= log.bounds().upperBound
        return Subscription.Batch(events: events, position: lines.position, isCaughtUp: isCaughtUp)
      }
      if isCaughtUp { return nil }
      isCaughtUp = true
      return Subscription.Batch(events: [], position: lines.position, isCaughtUp: true)
    }
  }
}

@available(*, unavailable)
extension Subscription.Iterator: Sendable {}

extension Subscription {
  /// What a subscription brings at once.
  public struct Batch: Sendable {
    /// The events that met the filter, in the order of the log; none where the end of the log is
    /// announced alone.
    public let events: [RecordedEvent]
    /// Up to where the log was looked through: where another subscription goes on.
    public let position: Position
    /// Whether that was the end of the log.
    public let isCaughtUp: Bool
  }
}
