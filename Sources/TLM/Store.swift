/// A store on disk with everything that belongs to it.
///
/// ```swift
/// let store = try Store.open(at: .resolve(option: nil))
/// try store.log.append(NewEvent("build_finished", at: nil, fields: [Member("result", "pass")]))
/// let replay = try store.replay([PhaseTiming.self]).first
/// ```
public struct Store: Sendable {
  /// Where the store is, and why there.
  public let location: StoreLocation
  /// The append-only log: the one source of truth.
  public let log: EventLog

  init(location: StoreLocation, log: EventLog) {
    self.location = location
    self.log = log
  }

  /// The store at a location.
  ///
  /// - Throws: `JournalError.Code.noStore` where there is none.
  public static func open(at location: StoreLocation, options: LogOptions = LogOptions())
    throws(JournalError) -> Store
  {
    Store(location: location, log: try EventLog.open(location.path, options: options))
  }

  /// The store at a location, made where there is none.
  ///
  /// - Throws: `readOnly` or `system` where it cannot be made, `newerFormat`, `busy`.
  public static func create(at location: StoreLocation, options: LogOptions = LogOptions())
    throws(JournalError) -> Store
  {
    Store(location: location, log: try EventLog.create(location.path, options: options))
  }

  /// Folds the whole log, and what waits in its sources, into projections.
  ///
  /// What waits is drained into the log first. Where the store cannot be written it is folded
  /// after the log's own lines, as if it had been drained.
  ///
  /// - Parameters:
  ///   - projections: types of a catalog, each with its default parameters.
  ///   - jobs: how many threads take part.
  /// - Returns: one replay for each projection, in their order.
  /// - Throws: `FoldError` where the log cannot be read or a state cannot be encoded,
  ///   `JournalError` where reading cannot begin.
  public func replay(_ projections: [any Projection.Type], jobs: Int = 2) throws -> [Replay] {
    var fold = Fold()
    for projection in projections { fold.add(type: projection) }
    try replay(into: &fold, jobs: jobs)
    return try fold.replays()
  }

  /// Folds the whole log, and what waits in its sources, into `fold`.
  ///
  /// - Throws: `FoldError` where the log cannot be read or a strict fold's handler threw,
  ///   `JournalError` where reading cannot begin.
  public func replay(into fold: inout Fold, jobs: Int = 2) throws {
    let isDrained = drainBeforeReading()
    try fold.run(over: try log.read(), jobs: jobs)
    guard !isDrained else { return }
    let end = fold.progress.through ?? .start
    try fold.run(over: try log.readWaiting(after: end), jobs: 1)
  }

  /// Moves what waits in sources into the log; false where that cannot be done now, so that a
  /// reader reads it after the log.
  public func drainBeforeReading(patience: Duration = .milliseconds(500)) -> Bool {
    do throws(JournalError) {
      return try log.drain(patience: patience).failures.isEmpty
    } catch {
      // A read-only store, a full disk or a busy lock: reading goes on without.
      return false
    }
  }
}
