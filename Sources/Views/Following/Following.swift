package import Events
package import Journal
import SystemCalls

/// Projections that follow a log live: at each pull the newest state, however many events came.
///
/// ```swift
/// for try await update in store.follow([PhaseTiming()]) {
///   update.withState(of: PhaseTiming.self) { print(update.position, $0) }
/// }
/// ```
///
/// The first element comes at once, also on an empty log; the next when more was folded, or when
/// the end of the log is reached. A slow consumer costs the log nothing: it gets fewer elements.
/// The sequence ends when its task is cancelled; what was folded is kept then.
public struct Following: AsyncSequence, Sendable {
  public typealias Element = Update
  public typealias Failure = any Error

  private let projections: [any Projection]
  private let log: EventLog
  private let options: FollowOptions

  package init(_ projections: [any Projection], of log: EventLog, _ options: FollowOptions) {
    self.projections = projections
    self.log = log
    self.options = options
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(projections: projections, log: log, options: options)
  }

  /// Owned by the one task that follows.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let projections: [any Projection]
    fileprivate let log: EventLog
    fileprivate let options: FollowOptions
    private var session: Session?

    fileprivate init(projections: [any Projection], log: EventLog, options: FollowOptions) {
      self.projections = projections
      self.log = log
      self.options = options
    }

    /// The newest states, as soon as they have changed; nil once the task is cancelled.
    ///
    /// - Throws: `FoldError` where the log cannot be read, or a strict follower's handler threw.
    public mutating func next(isolation actor: isolated (any Actor)? = #isolation)
      async throws -> Update?
    {
      if session == nil { session = try Session(projections, log, options) }
      guard let session else { return nil }
      let clock = ContinuousClock()
      let beat = options.heartbeat.map { clock.now + $0 }
      while !Task.isCancelled {
        let seen = session.watch.signal.count
        // A source that cannot be drained now is drained at the next change, or by another.
        if options.drainsSources, log.hasWaitingSources {
          _ = try? log.drain(patience: .milliseconds(50))
        }
        let isNews = try session.pull.pull()
        if isNews || beat.map({ clock.now >= $0 }) ?? false { return Update(session.pull, log) }
        await session.wait(beyond: seen, until: beat)
      }
      session.pull.finish()
      return nil
    }
  }

  /// The fold and what wakes it.
  private final class Session {
    let pull: Pull
    let watch: FolderWatch

    init(_ projections: [any Projection], _ log: EventLog, _ options: FollowOptions) throws {
      // The watch comes first: what is appended after the last look raises the signal.
      let folders =
        options.drainsSources ? [log.layout.log, log.layout.root] : [log.layout.log]
      watch = try journaled { () throws(SystemError) in try FolderWatch(folders) }
      pull = Pull(projections, of: log, options)
    }

    /// Returns when something has changed, when it is time to keep what was folded, or at `beat`.
    func wait(beyond seen: UInt64, until beat: ContinuousClock.Instant?) async {
      guard let due = [pull.due, beat].compactMap(\.self).min() else {
        return await watch.signal.wait(beyond: seen)
      }
      let signal = watch.signal
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await signal.wait(beyond: seen) }
        // Who is woken by a cancellation sees it right after.
        group.addTask { try? await ContinuousClock().sleep(until: due) }
        await group.next()
        group.cancelAll()
      }
    }

    /// Who leaves the loop has followed to the end.
    deinit { pull.finish() }
  }
}

@available(*, unavailable)
extension Following.Iterator: Sendable {}
