extension Store {
  /// Folds the log, and what waits in its sources, into projections.
  ///
  /// What waits is drained into the log first; where the store cannot be written it is folded
  /// after the log's own lines, as if it had been drained. A state that was kept is gone on from,
  /// and what the log is folded to is kept, where that saves the next replay some work.
  ///
  /// - Parameters:
  ///   - projections: each with its parameters.
  ///   - options: which part of the log, and how.
  /// - Returns: one replay for each projection, in their order.
  /// - Throws: `FoldError` where the log cannot be read, a state cannot be encoded, or a strict
  ///   replay's handler threw; `JournalError` where reading cannot begin.
  public func replay(
    _ projections: [any Projection], options: Replay.Options = Replay.Options()
  ) throws -> Replayed {
    let isDrained = drainBeforeReading()
    return try replayer(options).replay(projections, isDrained: isDrained)
  }

  /// Folds the log, and what waits in its sources, into one projection, and gives its state as it
  /// is: for asking it, where a report says too little.
  ///
  /// - Throws: as `replay` with options.
  public func state<P: Projection>(of projection: P, options: Replay.Options = Replay.Options())
    throws -> Folded<P>
  {
    let isDrained = drainBeforeReading()
    return try replayer(options).state(of: projection, isDrained: isDrained)
  }

  /// Folds the log into projections of a catalog, each with its default parameters.
  ///
  /// - Throws: as `replay` with options.
  public func replay(_ projections: [any Projection.Type], jobs: Int = 2) throws -> [Replay] {
    var options = Replay.Options()
    options.jobs = jobs
    return try replay(projections.map { $0.init() }, options: options).replays
  }

  /// Folds the whole log, and what waits in its sources, into `fold`, from zero.
  ///
  /// - Throws: `FoldError` where the log cannot be read or a strict fold's handler threw, `truncated`
  ///   where its beginning was pruned: a fold knows nothing of states that were kept;
  ///   `JournalError` where reading cannot begin.
  public func replay(into fold: inout Fold, jobs: Int = 2) throws {
    let isDrained = drainBeforeReading()
    if let cut = try PrunedPast(of: log) {
      throw FoldError(
        .truncated,
        "what stood before \(cut.position) was pruned, so the log cannot be folded from zero: replay its "
          + "projections, which begin with the states that were kept", at: cut.position)
    }
    try fold.begin(on: log, jobs: jobs)
    try fold.run(over: try log.read(), jobs: jobs)
    guard !isDrained else { return }
    let end = fold.progress.through ?? .start
    fold.core.isForeign = { _ in true }
    try fold.run(over: try log.readWaiting(after: end), jobs: 1)
  }

  /// Folds the log from zero and puts what comes of it in place of what is stored.
  ///
  /// - Throws: as `replay`; nothing is replaced then.
  public func rebuild(
    _ projections: [any Projection], options: Replay.Options = Replay.Options()
  ) throws -> Replayed {
    _ = drainBeforeReading()
    return try Replayer(session, options, makesViews: true).rebuild(projections)
  }

  /// Whether a projection comes to the same by every way there is. Changes nothing.
  ///
  /// - Throws: as `replay`.
  public func verify(
    _ projection: any Projection, options: Replay.Options = Replay.Options()
  ) throws -> Verification {
    try replayer(options).verify(projection)
  }

  /// How what is stored for each projection stands to the log on disk, and what is stored of
  /// projections that this program does not have.
  ///
  /// - Parameters:
  ///   - projections: those that are asked about; nil: all of the store's catalog.
  ///   - limits: when a follower that does not move is said to be stuck.
  /// - Throws: `FoldError` or `JournalError` where the log cannot be read.
  public func projectionStatus(
    of projections: [any Projection.Type]? = nil,
    limits: ProjectionStatus.StuckLimits = ProjectionStatus.StuckLimits()
  ) throws -> [ProjectionStatus] {
    try replayer(Replay.Options()).status(of: projections ?? catalog.projections, limits)
  }

  func replayer(_ options: Replay.Options) -> Replayer {
    var options = options
    if options.origins.isEmpty { options.origins = origins }
    return Replayer(session, options)
  }
}
