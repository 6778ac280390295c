package import Events
package import Index
package import Journal

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
  public typealias Element = Following.Update
  public typealias Failure = any Error

  private let projections: [any Projection]
  private let log: LogSession
  private let options: Following.Options

  package init(_ projections: [any Projection], of log: EventLog, _ options: Following.Options) {
    self.init(projections, of: LogSession(log), options)
  }

  /// The same, with what a session has open.
  package init(_ projections: [any Projection], of log: LogSession, _ options: Following.Options) {
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
    fileprivate let log: LogSession
    fileprivate let options: Following.Options
    private var session: Session?

    fileprivate init(projections: [any Projection], log: LogSession, options: Following.Options) {
      self.projections = projections
      self.log = log
      self.options = options
    }

    /// The newest states, as soon as they have changed; nil once the task is cancelled.
    ///
    /// - Throws: `FoldError` where the log cannot be read, or a strict follower's handler threw.
    public mutating func next(isolation actor: isolated (any Actor)? = #isolation)
      async throws -> Following.Update?
    {
      if session == nil { session = try Session(projections, log, options) }
      guard let session else { return nil }
      let clock = ContinuousClock()
      let beat = options.heartbeat.map { clock.now + $0 }
      let pull = session.pull
      let log = log.log
      let update = try await session.follower.next(
        isolation: actor, by: { [pull.due, beat].compactMap(\.self).min() }
      ) {
        let isNews = try pull.pull()
        return isNews || beat.map({ clock.now >= $0 }) ?? false ? Following.Update(pull, log) : nil
      }
      if update == nil { pull.finish() }
      return update
    }
  }

  /// The fold and what wakes it.
  private final class Session {
    let pull: Pull
    let follower: LogFollower

    init(_ projections: [any Projection], _ log: LogSession, _ options: Following.Options) throws {
      // It comes first: what is appended after the last look wakes it.
      follower = try LogFollower(log.log, draining: options.drainsSources)
      pull = Pull(projections, of: log, options)
    }

    /// Who leaves the loop has followed to the end.
    deinit { pull.finish() }
  }
}

@available(*, unavailable)
extension Following.Iterator: Sendable {}
