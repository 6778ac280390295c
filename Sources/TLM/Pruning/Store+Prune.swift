import Archives
import Sealing
import SystemCalls

extension Store {
  /// How a prune is asked for.
  package struct PruneRequest: Sendable {
    /// Which segments go.
    package var rules: PruneRules
    /// Whether nothing is done but to tell what would be.
    package var isDryRun = false
    /// Names of projections that may lose their history.
    package var drops: Set<String> = []
    /// Whether segments are packed into `archive/` first.
    package var isArchiving = false
    /// Whether what the log was is sealed first.
    package var provesLog = true

    package init(_ rules: PruneRules) { self.rules = rules }
  }

  /// Takes the oldest whole segments away; projections of which something is kept keep their history.
  ///
  /// - Parameters:
  ///   - ages: what is known of segments already.
  ///   - now: the wall clock.
  /// - Throws: `PruneError` where somebody would lose something; `ArchiveError`, `FoldError`,
  ///   `JournalError`, `ConfigurationError`.
  package func prune(
    _ request: PruneRequest, _ ages: inout SegmentAges, at now: Timestamp = .current
  ) throws -> PruneReport {
    if !request.isDryRun { _ = drainBeforeReading() }
    var options = Pruner.Options(request.rules)
    options.rotation = try rotationLimits()
    options.isDryRun = request.isDryRun
    options.drops = request.drops
    options.isArchiving = request.isArchiving
    options.now = now
    let (log, layout) = (log, log.layout)
    options.readers = { try Self.exports(layout) + PushReaders.all(layout) }
    if request.provesLog { options.prove = { try Self.prove(log) } }
    let archive = Archive(of: log)
    let pruner = Pruner(
      session, catalog: catalog.projections, others: try projectionsInUse(), options
    ) { base in try archive.add(base) }
    let report = try pruner.run(&ages)
    if !request.isDryRun { forgetIndex(after: report) }
    return report
  }

  /// The same, for who prunes once.
  package func prune(_ request: PruneRequest, at now: Timestamp = .current) throws -> PruneReport {
    var ages = SegmentAges()
    return try prune(request, &ages, at: now)
  }

  /// Projections with the parameters that this store uses, whether anything of them is kept or not: its
  /// sensors, and the mode of each scope.
  private func projectionsInUse() throws -> [any Projection] {
    let policy = (try? rules().policy) ?? .standard
    var projections: [any Projection] = [try sensorMetrics(), ModeState(under: policy)]
    projections += SensorGroup(sensors).projections
    for scope in try scopes() { projections.append(ModeState(under: policy, scope: scope)) }
    return projections
  }

  /// Exports that are kept up to date, and how far they have come.
  private static func exports(_ layout: StoreLayout) throws(JournalError) -> [PruneReport.Follower]
  {
    try journaled { () throws(SystemError) in
      var found: [PruneReport.Follower] = []
      for name in try Folder.names(in: layout.exports) where !name.hasSuffix(".lock") {
        // A draft, or what is none of it, says nothing of a place.
        guard let bytes = try Folder.contents(of: layout.exports + "/" + name, limit: 1 << 16),
          case .integer(let through)? = Value(json: bytes.filter { $0 != UInt8(ascii: "\n") })?[
            "through"],
          !name.hasSuffix(".new")
        else { continue }
        found.append(
          PruneReport.Follower(
            process: nil, position: Position(rawValue: through), projections: [name]))
      }
      return found
    }
  }

  /// Seals what goes, and what the first segment that stays was up to now, so that heads that are kept
  /// elsewhere can be compared. Where nobody ever sealed the log, damage in it keeps no prune.
  private static func prove(_ log: EventLog) throws {
    do { _ = try LogSealer(log).takeHead() } catch {
      let names = try journaled { () throws(SystemError) in try Folder.names(in: log.layout.log) }
      if names.contains(where: { $0.hasSuffix(".seal") }) { throw error }
    }
  }

  /// So many scopes at most have modes of their own.
  private static let mostScopes = 1_000

  /// Every scope whose mode was ever changed.
  private func scopes() throws -> [String] {
    var query = Query()
    query.filter.names = [ControlEventName.transition.rawValue]
    query.filter.isOwn = true
    var scopes: Set<Label> = []
    try self.query(query) { event in
      if let scope = Label(ModeTransitionEvent(event).scope) { scopes.insert(scope) }
      return scopes.count < Self.mostScopes
    }
    return scopes.sorted().map(\.text)
  }

  /// Positions of lines that are gone are of no use: an index that has more of those than of others is
  /// made anew by the next reader.
  private func forgetIndex(after report: PruneReport) {
    let bytes = report.cut.rawValue - report.first.rawValue
    guard bytes > 0, let bounds = try? log.bounds() else { return }
    let left = bounds.upperBound.rawValue - bounds.lowerBound.rawValue
    // Whoever cannot do it now leaves it larger than it need be.
    if bytes > left { try? session.views().index.forget(timeout: .seconds(1)) }
  }
}
