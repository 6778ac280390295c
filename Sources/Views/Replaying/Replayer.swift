package import Events
package import Folding
package import Index
package import Journal
import SystemCalls

/// The verbs of the engine on one log: replay, rebuild, verify.
package struct Replayer: Sendable {
  let log: EventLog
  /// Where states are kept; nil where nothing may be written, or reading it makes no sense.
  let checkpoints: (any CheckpointKeeping)?
  /// What stands where in the log; nil where it can only be read line by line.
  let index: LogIndex?
  var options: Replay.Options
  /// Why there are no checkpoints, where there should be some.
  private var warning: String?

  /// Bytes of the log that are folded again rather than kept.
  static let smallTail: Int64 = 256 << 10
  /// Bytes that are folded between two looks at whether a checkpoint is due.
  private static let slice: Int64 = 64 << 20

  package init(
    _ log: EventLog, checkpoints: (any CheckpointKeeping)?, _ options: Replay.Options
  ) {
    self.log = log
    self.checkpoints = checkpoints
    index = nil
    self.options = options
  }

  /// The engine over a log and the checkpoints that are kept beside it, if any can be.
  ///
  /// - Parameter makesViews: whether they are made for a log so short that it keeps none.
  package init(_ log: EventLog, _ options: Replay.Options, makesViews: Bool = false) {
    self.init(LogSession(log), options, makesViews: makesViews)
  }

  /// The same, with what a session has open.
  package init(_ session: LogSession, _ options: Replay.Options, makesViews: Bool = false) {
    log = session.log
    self.options = options
    guard makesViews || Self.mayKeep(log), options.origins.isEmpty else {
      checkpoints = nil
      index = nil
      return
    }
    do throws(ViewsError) {
      let (views, index) = try session.views()
      checkpoints = ViewsCheckpoints(in: views)
      self.index = index
    } catch {
      checkpoints = nil
      index = nil
      // A store that cannot be written is not worth a word each time.
      if error.code != .unavailable { warning = error.message }
    }
  }

  /// Whether there are views already, or the log is long enough to be worth them.
  private static func mayKeep(_ log: EventLog) -> Bool {
    // A log that cannot be looked at says so when it is read.
    guard let bounds = try? log.bounds() else { return false }
    if bounds.upperBound.rawValue - bounds.lowerBound.rawValue >= smallTail { return true }
    return ((try? FileStatus.ofName(log.layout.views + "/data.mdb")) ?? nil) != nil
  }

  /// Folds the log, and on a store that could not be drained what waits in its sources.
  ///
  /// - Throws: `FoldError`, and what keeping checkpoints throws.
  package func replay(_ projections: [any Projection], isDrained: Bool = true) throws -> Replayed {
    try Replayed(folded(projections, isDrained: isDrained))
  }

  /// The same, with the state of one projection as it is.
  package func state<P: Projection>(of projection: P, isDrained: Bool = true) throws -> Folded<P> {
    Folded(projection, try folded([projection], isDrained: isDrained))
  }

  func folded(_ projections: [any Projection], isDrained: Bool) throws -> CatchUp {
    var catchUp = catchUp(projections)
    try foldAll(&catchUp, isDrained: isDrained)
    return catchUp
  }

  /// Folds the log within the bounds, and what waits in its sources where that is not drained.
  func foldAll(_ catchUp: inout CatchUp, isDrained: Bool) throws {
    try foldLog(&catchUp, keeps: options.bounds == Fold.Bounds())
    catchUp.fold.core.endLog()
    if !isDrained && !catchUp.fold.progress.isAtBound {
      let end = catchUp.position
      let log = log
      let waiting = try readable { () throws(JournalError) in try log.readWaiting(after: end) }
      try catchUp.advance(over: waiting)
    }
    if let warning { catchUp.warn(warning) }
    catchUp.warnOfDamage()
  }

  /// Folds the log from zero and replaces whatever is stored.
  ///
  /// - Throws: `FoldError`; `notKept` where nothing can be stored.
  package func rebuild(_ projections: [any Projection]) throws -> Replayed {
    guard checkpoints != nil else {
      throw FoldError(
        .notKept,
        warning ?? "states cannot be kept here: the store cannot be written, or its disk "
          + "is another machine's")
    }
    var zero = self
    zero.options.usesCheckpoints = false
    var catchUp = zero.catchUp(projections)
    try zero.foldLog(&catchUp, keeps: false)
    catchUp.raiseGenerations()
    // A follower may commit in between; what it commits is replaced, too.
    var attempts = 0
    var lost = try catchUp.commit()
    while !lost.isEmpty && attempts < 10 {
      attempts += 1
      try catchUp.expectWhatIsStored(at: lost)
      lost = try catchUp.commit()
    }
    catchUp.sweepRows()
    forgetWindows()
    return try Replayed(catchUp)
  }

  func catchUp(_ projections: [any Projection]) -> CatchUp {
    CatchUp(projections, through: log, checkpoints: checkpoints, index: index, options)
  }

  /// Folds all of the log; `keeps` checkpoints on the way and at the end.
  func foldLog(_ catchUp: inout CatchUp, keeps: Bool) throws {
    try catchUp.load()
    while true {
      try foldSlices(&catchUp, keeps: keeps)
      // Who appended a skip meanwhile made what was folded so far another answer; so did a row
      // that could not be read.
      guard catchUp.hasMetSkips() || catchUp.hasLostRows() || catchUp.isCutShort else { break }
      try catchUp.load()
    }
    if keeps { keep(&catchUp) }
    catchUp.keepWindow()
    catchUp.forgetDeaths()
  }

  private func foldSlices(_ catchUp: inout CatchUp, keeps: Bool) throws {
    let log = log
    let end = catchUp.end
    guard keeps, checkpoints != nil else { return try catchUp.advance(to: end) }
    let clock = ContinuousClock()
    var pace = CommitPace(at: clock.now)
    while true {
      let here = catchUp.position
      let slice = try readable { () throws(JournalError) -> Position? in
        let bounds = try log.bounds()
        if bounds.upperBound.rawValue - here.rawValue <= Self.slice { return end }
        return try log.lineStart(atOrAfter: here.rawValue + Self.slice, in: bounds)
      }
      try catchUp.advance(to: slice)
      if slice == end || catchUp.position == here || catchUp.isCutShort { return }
      let start = clock.now
      if pace.isDue(at: start) && !catchUp.hasMetSkips() {
        keep(&catchUp)
        pace.note(from: start, to: clock.now)
      }
    }
  }

  /// Keeps what was come to. If another process has kept less meanwhile, it is replaced; if it has
  /// come further, that stays.
  private func keep(_ catchUp: inout CatchUp) {
    do {
      let lost = try catchUp.commit(least: Self.smallTail)
      if lost.isEmpty { return }
      try catchUp.expectWhatIsStored(at: lost)
      try catchUp.commit(least: Self.smallTail)
    } catch {
      // The answer is there; the next replay has more to do.
      catchUp.warn("what was folded could not be kept: \(error)")
    }
  }
}

extension CatchUp {
  func endOfBounds(_ bounds: Range<Position>) throws(JournalError) -> Position? {
    guard let to = options.bounds.to, to < bounds.upperBound else { return nil }
    return try log.lineStart(atOrAfter: to.rawValue, in: bounds)
  }

  /// Takes what is stored now, whoever put it there, as what the next commit replaces.
  mutating func expectWhatIsStored(at indices: [Int]) throws {
    guard let checkpoints else { return }
    for index in indices {
      let version = try checkpoints.stored(for: places[index].identity).version
      // Only less of the same fold is replaced, or an older generation.
      if let version, version.generation > places[index].generation { continue }
      expectStored(version, at: index)
    }
  }
}
