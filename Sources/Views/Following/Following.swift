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
///
/// A store that takes the place of the one that is followed is a new store: its states begin at the
/// start of its log, and the update says another `storeID`. Where the store is moved away or removed
/// the sequence waits until there is one again.
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
      func isBeat() -> Bool { beat.map { clock.now >= $0 } ?? false }
      let update = try await session.follower.next(
        isolation: actor, by: { [session.due, beat].compactMap(\.self).min() },
        whileGone: { session.isNewlyGone() || isBeat() ? session.update : nil },
        { try session.pull() || isBeat() ? session.update : nil })
      if update == nil { session.finish() }
      return update
    }
  }

  /// The fold and what wakes it.
  private final class Session {
    let follower: LogFollower
    private let projections: [any Projection]
    private let log: LogSession
    private let options: Following.Options
    private var current: Pull
    /// Which of the stores that the follower met is folded.
    private var generation: Int
    private var wasGone = false
    private let changes = StoreChanges()

    init(_ projections: [any Projection], _ log: LogSession, _ options: Following.Options) throws {
      self.projections = projections
      self.log = log
      self.options = options
      // It comes first: what is appended after the last look wakes it.
      follower = try LogFollower(
        log.log, draining: options.drainsSources, making: options.keepsStates, tell: changes.note)
      generation = follower.generation
      current = Pull(projections, of: log, options)
    }

    /// Folds what has come; true where there is something new to say.
    func pull() throws -> Bool {
      wasGone = false
      if generation != follower.generation {
        generation = follower.generation
        current = Pull(projections, of: log, options)
      }
      return try current.pull()
    }

    /// Whether the store was there at the last turn; there is nothing to keep anything in now.
    func isNewlyGone() -> Bool {
      defer { wasGone = true }
      return !wasGone && options.heartbeat != nil
    }

    var update: Following.Update {
      let gone = StoreChange(.gone, at: log.log.layout.root)
      return Following.Update(
        current, log.log, follower, changes.take() ?? (follower.isStoreGone ? gone : nil))
    }

    var due: ContinuousClock.Instant? { follower.isStoreGone ? nil : current.due }

    func finish() { if !follower.isStoreGone { current.finish() } }

    /// Who leaves the loop has followed to the end.
    deinit { finish() }
  }
}

@available(*, unavailable)
extension Following.Iterator: Sendable {}
