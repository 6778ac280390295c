public import Events
public import Folding
public import Journal

extension Following {
  /// The newest states of projections that follow a log, lent until the next pull.
  public struct Update {
    /// Up to where the log is folded.
    public let position: Position
    /// Whether that was the end of the log when this pull began.
    public let isCaughtUp: Bool
    /// What the fold has met up to here.
    public let progress: Fold.Progress
    /// Why states could not be kept, in sentences; they are right all the same.
    public let warnings: [String]
    /// Whose log that is; nil where nobody has named the store. Another one where another store has
    /// taken the place of the one that was followed: its states begin anew.
    public let storeID: String?
    /// Whether the store is moved away or removed: the states are those of before.
    public let isStoreGone: Bool
    /// How many stores were followed before this one.
    package let generation: Int
    /// What became of the store; nil where it is the one of the update before.
    package let change: StoreChange?
    let pull: Pull
    private let log: EventLog

    init(_ pull: Pull, _ log: EventLog, _ follower: LogFollower, _ change: StoreChange?) {
      self.change = change
      storeID = follower.storeID
      isStoreGone = follower.isStoreGone
      generation = follower.generation
      position = pull.catchUp.position
      isCaughtUp = pull.isCaughtUp
      progress = pull.catchUp.fold.progress
      warnings = pull.catchUp.warnings
      self.pull = pull
      self.log = log
    }

    /// Lends the state of the first projection of this type; nil where none is followed.
    ///
    /// After the next pull it is the state of then that is lent.
    public func withState<P: Projection, Result>(
      of projection: P.Type, _ body: (borrowing P.State) throws -> Result
    ) rethrows -> Result? {
      guard let state = pull.catchUp.fold.state(of: projection) else { return nil }
      return try body(state)
    }

    /// A copy of the state of the first projection of this type.
    public func state<P: Projection>(of projection: P.Type) -> P.State? {
      pull.catchUp.fold.state(of: projection)
    }

    /// What came of each projection, with its digest; encodes the states.
    ///
    /// - Throws: `notEncodable`.
    public func replays() throws(FoldError) -> [Replay] { try pull.catchUp.replays() }

    /// How far this is behind the log as it is on disk now.
    ///
    /// - Throws: `readOnly` or `system` where the log cannot be read.
    public func lag() throws(JournalError) -> Following.Lag {
      try Following.Lag(of: log, after: position, progress.milestone)
    }
  }
}

@available(*, unavailable)
extension Following.Update: Sendable {}
