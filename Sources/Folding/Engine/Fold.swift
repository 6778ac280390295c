public import Events
package import Journal
package import Lines

/// Folds a log into the states of any number of projections, reading it once.
///
/// ```swift
/// var fold = Fold()
/// fold.add(EventCounts())
/// fold.add(PhaseTiming())
/// try fold.run(over: log.read(), jobs: 2)
/// for replay in try fold.replays() { print(replay.json()) }
/// ```
///
/// Types are erased when a projection is added, not per event. A handler that throws counts its
/// event as failed for its projection and changes nothing else: not the events after it, and not
/// what other projections see.
public struct Fold: ~Copyable, Sendable {
  package var core = FoldCore()

  /// A fold without projections.
  ///
  /// - Parameters:
  ///   - isStrict: whether the first event whose handler throws stops the fold.
  ///   - bounds: which part of the log is folded.
  ///   - makesPages: whether replays tell what people are shown, beside what programs get.
  public init(
    isStrict: Bool = false, bounds: Fold.Bounds = Fold.Bounds(), makesPages: Bool = false
  ) {
    core.isStrict = isStrict
    core.bounds = bounds
    core.makesPages = makesPages
  }

  /// Adds a projection; returns its place among those added. All come before the first event.
  @discardableResult public mutating func add(_ projection: some Projection) -> Int {
    precondition(!core.hasBegun, "a projection was added to a fold that has begun")
    core.registrations.append(Registered(projection))
    return core.registrations.count - 1
  }

  /// Adds a projection whose type is not known here.
  package mutating func add(_ registration: any Registration) {
    precondition(!core.hasBegun, "a projection was added to a fold that has begun")
    core.registrations.append(registration)
  }

  /// Adds a projection of a catalog with its default parameters.
  @discardableResult public mutating func add(type projection: any Projection.Type) -> Int {
    add(projection.init())
  }

  /// How far the fold has come.
  public var progress: Fold.Progress { core.progress }

  /// The state of the first projection of this type; nil when there is none.
  public func state<P: Projection>(of projection: P.Type) -> P.State? {
    for case let registered as Registered<P> in core.registrations { return registered.current }
    return nil
  }

  /// Folds all that `source` yields. Calling it again goes on where the last source ended.
  ///
  /// States, counts and quarantined lines are the same for any number of jobs: chunks are parsed
  /// in parallel and folded in the order of the log.
  ///
  /// - Parameters:
  ///   - source: a log, files, standard input, or chunks in memory.
  ///   - jobs: how many threads take part, this one included.
  /// - Throws: `unreadable` when the source fails, `handlerFailed` when the fold is strict.
  package mutating func run<Source: LineSource & ~Copyable>(
    over source: consuming Source, jobs: Int = 1
  ) throws(FoldError) {
    core.prepare()
    if jobs > 1 { return try Pipeline.run(&core, over: source, jobs: jobs) }
    let parser = LineParser()
    while !core.progress.isAtBound, let chunk = try Self.next(of: &source) {
      try core.take(parser.parse(chunk))
    }
  }

  /// Folds a batch that was parsed elsewhere; for a benchmark that times the two apart.
  package mutating func take(_ batch: LineBatch) throws(FoldError) {
    core.prepare()
    try core.take(batch)
  }

  /// What came of each projection, in the order in which they were added.
  ///
  /// - Throws: `notEncodable` when a state cannot be encoded.
  public func replays() throws(FoldError) -> [Replay] {
    var replays: [Replay] = []
    for place in core.registrations.indices { replays.append(try Replay(of: core, at: place)) }
    return replays
  }

  static func next<Source: LineSource & ~Copyable>(
    of source: inout Source
  ) throws(FoldError) -> LineChunk? {
    do { return try source.next() } catch { throw unreadable(error) }
  }

  static func unreadable(_ error: JournalError) -> FoldError {
    FoldError(.unreadable, "the log cannot be read further", cause: error)
  }
}
