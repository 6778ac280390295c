import Events
import Folding
import Index
import Journal

/// One follower of a log, driven by hand: each pull folds what has come and keeps what is due.
///
/// It waits for nothing and spawns nothing; `Following` puts the waiting around it.
final class Pull {
  private let log: EventLog
  private let projections: [any Projection]
  private let options: Following.Options
  private(set) var catchUp: CatchUp
  private var beacon: FollowerBeacon?
  private var isLoaded = false
  private var pace: CommitPace
  private var hasUnkept = false
  /// What was said last: where the fold stood, and whether that was the end of the log.
  private var told: (position: Position, isCaughtUp: Bool)?
  private(set) var isCaughtUp = false

  convenience init(_ projections: [any Projection], of log: EventLog, _ options: Following.Options)
  {
    self.init(projections, of: LogSession(log), options)
  }

  init(_ projections: [any Projection], of session: LogSession, _ options: Following.Options) {
    log = session.log
    self.projections = projections
    self.options = options
    var replaying = Replay.Options()
    replaying.jobs = options.jobs
    replaying.isStrict = options.isStrict
    let replayer =
      options.keepsStates
      ? Replayer(session, replaying, makesViews: true)
      : Replayer(log, checkpoints: nil, replaying)
    catchUp = replayer.catchUp(projections)
    pace = CommitPace(at: ContinuousClock().now, least: Self.leastPause)
  }

  /// How long states are not kept again, however cheap that is: whoever waits for a follower's
  /// kept state waits so long.
  private static let leastPause = Duration.milliseconds(20)

  /// When what was folded is to be kept; nil where all of it is.
  var due: ContinuousClock.Instant? {
    hasUnkept && options.keepsStates && catchUp.checkpoints != nil ? pace.due : nil
  }

  /// Folds what has come, at most a slice of it. False where nothing has changed.
  ///
  /// - Throws: `unreadable`, `handlerFailed` where the follower is strict.
  func pull() throws -> Bool {
    keepIfDue()
    let start = isLoaded ? catchUp.position : nil
    repeat {
      try load()
      do { try fold() } catch {
        guard catchUp.hasGone(since: catchUp.position) else { throw error }
        catchUp.isCutShort = true
      }
      if log.edition != catchUp.edition { catchUp.isCutShort = true }
      // What was folded honours no skip that came after it began, and lacks what was pruned
      // meanwhile: it is folded again.
      isLoaded = !catchUp.hasMetSkips() && !catchUp.isCutShort
    } while !isLoaded || (!isCaughtUp && told.map { catchUp.position < $0.position } ?? false)
    if isCaughtUp && told?.isCaughtUp != true { catchUp.forgetIndex() }
    if catchUp.position != start { hasUnkept = true }
    let isNews =
      told.map { $0.position != catchUp.position || $0.isCaughtUp != isCaughtUp } ?? true
    if isNews { tell() }
    catchUp.warnOfDamage()
    return isNews
  }

  private func load() throws {
    if isLoaded { return }
    if beacon == nil && options.keepsStates {
      beacon = FollowerBeacon(of: projections, on: log)
    }
    try catchUp.load()
    // A follower looks at the end of the log; others bring the index up.
    catchUp.bringsIndexUp = false
    isLoaded = true
    isCaughtUp = false
  }

  private func tell() {
    told = (catchUp.position, isCaughtUp)
    beacon?.tell(catchUp.position, isCaughtUp: isCaughtUp)
  }

  /// Folds to the end of the log as it is now, or to the end of a slice.
  private func fold() throws {
    let log = log
    let bounds = try readable { () throws(JournalError) in try log.bounds() }
    let here = catchUp.position
    let length = bounds.upperBound.rawValue - here.rawValue
    if length <= options.slice {
      // A thread costs more than folding a few lines.
      let jobs = length < Int64(ReadLimits.chunk) ? 1 : options.jobs
      // Before it has caught up once, an index spares it most lines.
      if let tail = options.tail, told?.isCaughtUp == true {
        try fold(tail, to: bounds.upperBound, jobs)
      } else {
        try catchUp.advance(jobs: jobs)
      }
      isCaughtUp = catchUp.position >= bounds.upperBound
      return
    }
    let end = try readable { () throws(JournalError) in
      try log.lineStart(atOrAfter: here.rawValue + options.slice, in: bounds)
    }
    try catchUp.advance(to: end)
    isCaughtUp = false
  }

  /// Folds what came as the tail has it, so that it is read once for everybody.
  private func fold(_ tail: LogTail, to end: Position, _ jobs: Int) throws {
    while catchUp.position < end {
      let here = catchUp.position
      switch try catchUp.next(of: tail) {
      case .batch(let batch): try catchUp.take(batch)
      case .elsewhere(let stop): try catchUp.advance(to: stop, jobs: jobs)
      case .nothing: return
      }
      if catchUp.position <= here { return try catchUp.advance(jobs: jobs) }
    }
  }

  private func keepIfDue() {
    let clock = ContinuousClock()
    let start = clock.now
    guard hasUnkept, pace.isDue(at: start) else { return }
    keep()
    pace.note(from: start, to: clock.now)
  }

  /// Keeps what was come to, however short ago that was done last.
  func finish() {
    if isLoaded && hasUnkept { keep() }
  }

  private func keep() {
    guard options.keepsStates else { return }
    catchUp.forgetDeaths()
    do {
      var lost = try catchUp.commit()
      if !lost.isEmpty {
        // Nobody has anything where the views were deleted: what is here is as good as ever.
        try catchUp.expectNothing(at: lost)
        lost = try catchUp.commit()
      }
      hasUnkept = false
      // Another follower was faster: what it has kept is gone on from.
      isLoaded = lost.isEmpty
    } catch {
      // The states are in memory, and are kept when that is possible again.
      catchUp.warn("what was folded could not be kept: \(error)")
    }
    if let beacon, !beacon.isInPlace {
      self.beacon = FollowerBeacon(of: projections, on: log)
      self.beacon?.tell(catchUp.position, isCaughtUp: isCaughtUp)
    }
  }
}
