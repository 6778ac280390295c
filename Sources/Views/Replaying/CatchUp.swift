import Events
import Folding
import Index
import Journal

/// Projections on their way through one log: what they begin with is loaded, the log is folded
/// in batches, and what they have come to is committed, as often as one likes.
///
/// ```swift
/// var catchUp = CatchUp(projections, through: log, checkpoints: store, options)
/// try catchUp.load()
/// try catchUp.advance()
/// try catchUp.commit()
/// ```
/// Projections may begin at different places: each joins when the fold comes to where its
/// checkpoint was made. A commit that finds another's checkpoint in the store leaves that alone;
/// whoever goes on after it loads again.
struct CatchUp: ~Copyable {
  let log: EventLog
  let checkpoints: (any CheckpointKeeping)?
  let index: LogIndex?
  /// Whether the index is brought up to the end of the log first.
  var bringsIndexUp = true
  /// Whether rows that are kept stay where they lie until they are asked for.
  var leavesRows = false
  let options: Replay.Options
  /// The window of which states are kept; nil where all of the log is folded, or nothing is kept.
  let window: KeptWindow?
  let projections: [any Projection]
  var view: LogView
  var fold = Fold()
  var places: [Place] = []
  var deaths: FoldDeaths?
  /// Where a bound ends the log: the start of the first line at or after it; nil where none does.
  var end: Position?
  /// Whose log is folded; nil where nobody has named the store.
  var storeID: String?
  /// Whose events are folded; nil: all.
  var choice: OriginChoice?
  /// Of the log that is folded: lines may be blanked meanwhile.
  var edition = 0
  /// Where the oldest line stands that is folded.
  var origin = Position.start
  /// What a prune left; nil where none did.
  var pruned: BaseStates?
  /// Where the oldest segment began when this was loaded.
  var firstSegment = Position.start
  /// Whether lines were taken away under the eyes of the fold, so that it must load again.
  var isCutShort = false
  /// Skips that nobody found by looking for them.
  var met: [Skip] = []
  /// Why states could not be read or kept.
  var warnings: [String] = []

  /// One projection of the catch-up.
  struct Place: Sendable {
    let identity: ProjectionIdentity
    let fingerprint: Digest
    /// The projection with the state that it goes on from.
    var registration: any Registration
    /// What it goes on from; nil for the start of the log.
    var start: Checkpoint?
    /// What was in the store when it began, or was put there by its last commit.
    var stored: Checkpoint.Version?
    /// What the rows of a keyed projection were settled with; nil where they lie nowhere.
    var base: RowsBase?
    /// Where its rows lie that are not in memory.
    var rows: StoredRows?
    /// The generation that it commits.
    var generation: Int64
    var skips: [Position] = []
    /// Why what is stored was not used.
    var refusal: Refusal?
    /// Whether what is stored is to be replaced, however little there is to gain.
    var mustReplace = false
    /// Whether it goes on from what a prune left.
    var isOfBase = false
  }

  /// - Parameters:
  ///   - checkpoints: where states are kept; nil where none are.
  ///   - index: the index of the log, if there is one.
  init(
    _ projections: [any Projection], through log: EventLog,
    checkpoints: (any CheckpointKeeping)?, index: LogIndex? = nil, _ options: Replay.Options
  ) {
    self.projections = projections
    self.log = log
    self.checkpoints = checkpoints
    self.index = options.usesIndex ? index : nil
    self.options = options
    window =
      options.usesCheckpoints && checkpoints != nil
      ? KeptWindow(options.bounds, at: options.now ?? .current) : nil
    view = LogView(log)
  }

  /// Where the fold stands.
  var position: Position { fold.progress.through ?? origin }

  /// Begins: with the checkpoints that may be used, and with every skip that is in the log.
  mutating func load() throws {
    for _ in 0..<Self.attempts {
      do { return try loadOnce() } catch {
        // A prune may have taken away what was being looked at.
        guard hasGone(since: firstSegment) else { throw error }
      }
    }
    try loadOnce()
  }

  /// How often the log may be pruned under the eyes of one load.
  private static let attempts = 8

  private mutating func loadOnce() throws {
    // First: what is read later may be another store's, and is not kept then.
    storeID = Self.storeID(of: log)
    edition = log.edition
    if !options.origins.isEmpty {
      let (log, names) = (log, options.origins)
      choice = try readable { () throws(JournalError) in try log.choice(ofOrigins: names) }
    }
    let bounds = try readable { () throws(JournalError) in try log.bounds() }
    try lookIntoBase(bounds)
    end = try readable { () throws(JournalError) in try endOfBounds(bounds) }
    // Skips are known up to there, and one that comes later may be kept away by a window.
    if window != nil { end = bounds.upperBound }
    places = []
    for projection in projections { places.append(try place(of: projection)) }
    lookIntoIndex()
    try findSkips(origin..<max(origin, bounds.upperBound))
    begin()
  }

  /// Folds on, up to the start of a line (nil: to the end of the log or of the bounds).
  ///
  /// - Parameter jobs: how many threads take part, where that is not what the options say.
  /// - Throws: `unreadable`, `handlerFailed` where the catch-up is strict.
  mutating func advance(to end: Position? = nil, jobs: Int? = nil) throws(FoldError) {
    try watchingForPrunes { catchUp throws(FoldError) in try catchUp.run(to: end, jobs) }
  }

  private mutating func run(to end: Position?, _ jobs: Int?) throws(FoldError) {
    while !fold.progress.isAtBound {
      let joining = places.compactMap { $0.start?.position }.filter { $0 > position }.min()
      let stop = [joining, end].compactMap(\.self).min()
      try fold.run(
        over: view.lines(
          of: interest, from: position, to: stop,
          within: window?.reading(options.bounds) ?? options.bounds),
        jobs: jobs ?? options.jobs)
      guard let joining, joining == position else { return }
      if !join() { restart() }
    }
  }

  /// Folds lines that are not in the log yet, after those that are. Nothing is committed after it.
  mutating func advance<Source: LineSource & ~Copyable>(over source: consuming Source)
    throws(FoldError)
  {
    fold.core.isForeign = { _ in true }
    try fold.run(over: CountedLines(source, options.progress), jobs: 1)
  }

  /// What came of each projection.
  func replays() throws(FoldError) -> [Replay] { Array(try fold.replays().prefix(places.count)) }
}
