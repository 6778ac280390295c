package import Events
import Folding
package import Index
package import Journal
import SystemCalls

/// Takes the oldest segments of a log away, and leaves what stands for them.
///
/// ```swift
/// var ages = SegmentAges()
/// let report = try Pruner(session, catalog: projections, rules).run(&ages)
/// ```
/// In this order, each step durable before the next: the states of all projections exactly at the cut,
/// revisions, keys and cursors go into `log/CUT.base`; `log/PRUNING` says that it is decided;
/// `tlm.pruned` goes into the log; the segments go, oldest first; what is not needed any more goes, and
/// `log/PRUNING` last. Who dies before `log/PRUNING` has changed nothing; after it the next prune goes
/// on where the last one stopped. Readers begin with the base as soon as the first segment is gone.
package struct Pruner: Sendable {
  /// How a prune goes.
  package struct Options: Sendable {
    package var rules: PruneRules
    /// When the segment that takes appends is sealed first; nil: by its age alone where it goes.
    package var rotation: RotationLimits?
    /// Whether nothing is done but to tell what would be.
    package var isDryRun = false
    /// Names of projections that may lose their history.
    package var drops: Set<String> = []
    /// Whether segments are put into the archive before they go.
    package var isArchiving = false
    /// Those who follow the log and are no process: they only keep how far they have come.
    package var readers: @Sendable () throws -> [PruneReport.Follower] = { [] }
    /// Makes sure that what the log was can be proved without the segments that go.
    package var prove: @Sendable () throws -> Void = {}
    /// How many threads fold.
    package var jobs = 2
    /// The wall clock.
    package var now = Timestamp.current
    /// How long to wait for followers that are on their way.
    package var timeout = Duration.seconds(2)

    package init(_ rules: PruneRules) { self.rules = rules }
  }

  let log: EventLog
  private let session: LogSession
  private let catalog: [any Projection.Type]
  private let others: [any Projection]
  private let options: Options
  /// Puts a segment into the archive, durably.
  private let archive: @Sendable (Position) throws -> Void

  /// - Parameters:
  ///   - catalog: every projection of this program.
  ///   - others: some with parameters that the store uses.
  package init(
    _ session: LogSession, catalog: [any Projection.Type], others: [any Projection] = [],
    _ options: Options, archive: @escaping @Sendable (Position) throws -> Void = { _ in }
  ) {
    log = session.log
    self.session = session
    self.catalog = catalog
    self.others = others
    self.options = options
    self.archive = archive
  }

  /// Prunes, or tells what that would do.
  ///
  /// - Parameter ages: what is known of segments already.
  /// - Throws: `PruneError` where somebody would lose something; `JournalError` where the log cannot be
  ///   read or written, `busy` where another process prunes; `FoldError`, and what archiving throws.
  package func run(_ ages: inout SegmentAges) throws -> PruneReport {
    if options.isDryRun { return try outlook(&ages) }
    // Nothing is made for nothing.
    guard try log.unfinishedPrune() != nil || isWorthATurn(&ages) else {
      return PruneReport(isDryRun: false, first: try log.bounds().lowerBound)
    }
    let work = try LogPruning(log)
    try work.requireWholeBase()
    let finished = try finishEarlier(work)
    try work.tidy()
    try seal(&ages)
    let plan = try ages.plan(options.rules, for: log, at: options.now)
    var (report, kept) = try report(on: plan, isDryRun: false)
    report.finished = finished
    guard !plan.segments.isEmpty else { return report }
    if report.isBlocked { throw PruneError(report) }
    try prune(by: plan, keeping: kept, &report, work)
    return report
  }

  private func isWorthATurn(_ ages: inout SegmentAges) throws -> Bool {
    try !ages.plan(options.rules, for: log, at: options.now).segments.isEmpty
  }

  private func outlook(_ ages: inout SegmentAges) throws -> PruneReport {
    let plan = try ages.plan(options.rules, for: log, at: options.now)
    var (report, _) = try report(on: plan, isDryRun: true)
    report.finished = try log.unfinishedPrune()?.cut
    guard !plan.segments.isEmpty else { return report }
    report.events = try counted(plan).events
    return report
  }

  /// Seals what is due, and the segment that goes although it takes appends.
  private func seal(_ ages: inout SegmentAges) throws {
    if let rotation = options.rotation { try log.sealIfDue(by: rotation, at: options.now) }
    if try ages.plan(options.rules, for: log, at: options.now).sealsActive { try log.rotate() }
  }

  /// What a plan comes to, but for the events, and which projections are kept.
  private func report(
    on plan: SegmentAges.Plan, isDryRun: Bool
  ) throws -> (PruneReport, kept: [any Projection]) {
    var report = PruneReport(isDryRun: isDryRun, first: plan.first)
    report.cut = plan.cut
    report.segments = plan.segments
    report.bytes = plan.bytes
    report.isArchived = options.isArchiving && !plan.segments.isEmpty
    if plan.segments.isEmpty { return (report, []) }
    let cast = try cast()
    report.projections = cast.fates
    report.followers = try followers(before: plan.cut)
    return (report, cast.kept)
  }
}

extension Pruner {
  private func replayer() -> Replayer {
    var replaying = Replay.Options()
    replaying.jobs = options.jobs
    return Replayer(session, replaying)
  }

  private func cast() throws -> PruneCast {
    let left = try BaseStates(of: log)?.entries ?? []
    return try PruneCast(
      catalog: catalog, others: others, stored: left.map(\.identity) + keptIdentities(),
      drops: options.drops)
  }

  /// Projections of which the views have something, be it damaged.
  ///
  /// - Throws: `ViewsError` where there are views and nobody can look into them: what is not seen
  ///   there would be lost.
  private func keptIdentities() throws -> [ProjectionIdentity] {
    let data = log.layout.views + "/data.mdb"
    let look = { () throws(JournalError) in
      try journaled { () throws(SystemError) in try FileStatus.ofName(data) }
    }
    guard let before = try look() else { return [] }
    let kept = ViewsCheckpoints(in: try session.views().views)
    guard let after = try look(), after.isSameFile(as: before) else {
      throw PruneError(
        .refused,
        "nothing was pruned: views/ was of no use and was made anew just now, without what was kept of "
          + "projections with rows; run tlm projections rebuild for those whose history is to stay, then "
          + "prune again")
    }
    let damaged = try (catalog.map { $0.init() } + others).map(Self.identity).filter { identity in
      try kept.stored(for: identity) == .damaged
    }
    return try kept.checkpoints().compactMap { Checkpoint($0)?.identity } + damaged
  }

  private static func identity(of projection: any Projection) throws -> ProjectionIdentity {
    try CatchUp.registration(of: projection).identity()
  }

  /// Followers that live and have not come to a cut; those on their way are waited for.
  private func followers(before cut: Position) throws -> [PruneReport.Follower] {
    let readers = try options.readers().filter { reader in
      reader.position < cut && !reader.projections.allSatisfy(options.drops.contains)
    }
    return readers + processes(before: cut)
  }

  private func processes(before cut: Position) -> [PruneReport.Follower] {
    let deadline = deadline(after: options.isDryRun ? .zero : options.timeout)
    while true {
      let late = ProjectionStatus.Follower.all(of: log).filter { follower in
        follower.position < cut && !follower.names.allSatisfy(options.drops.contains)
      }
      if late.isEmpty || monotonicNow() >= deadline {
        return late.map {
          PruneReport.Follower(process: $0.process, position: $0.position, projections: $0.names)
        }
      }
      pause(nanoseconds: 10_000_000)
    }
  }

  /// What is counted of the lines that go; with what an earlier base says, where there is one.
  private func counted(_ plan: SegmentAges.Plan) throws -> (survey: PruneSurvey?, events: Int) {
    let base = try log.base()
    let start = max(plan.first, base?.cut ?? plan.first)
    guard plan.cut > start else {
      // What was restored from the archive goes again: the base stands for it already.
      return (nil, try PruneSurvey(of: log, after: nil, from: plan.first, to: plan.cut).events)
    }
    let survey = try PruneSurvey(of: log, after: base, from: start, to: plan.cut)
    let before =
      start > plan.first
      ? try PruneSurvey(of: log, after: nil, from: plan.first, to: start).events : 0
    return (survey, survey.events + before)
  }

  private func prune(
    by plan: SegmentAges.Plan, keeping kept: [any Projection], _ report: inout PruneReport,
    _ work: borrowing LogPruning
  ) throws {
    try options.prove()
    let (survey, events) = try counted(plan)
    report.events = events
    if options.isArchiving { for base in plan.segments { try archive(base) } }
    if let survey {
      var draft = LogBase.Draft(cut: plan.cut, made: options.now)
      try PruneFold(replayer(), cut: plan.cut).add(kept, to: &draft)
      for (name, bytes) in survey.sections { draft.add(name, bytes) }
      let sources = try log.sourcesSection(before: plan.cut)
      draft.add(sources.name, sources.bytes)
      for (name, bytes) in try log.importSections(before: plan.cut) { draft.add(name, bytes) }
      for (name, bytes) in try log.pullSections(before: plan.cut) { draft.add(name, bytes) }
      report.baseBytes = draft.size
      try work.write(draft)
    }
    let intent = PruneIntent(
      cut: plan.cut, key: PruneIntent.freshKey(cut: plan.cut), segments: plan.segments.count,
      events: events, bytes: plan.bytes, isArchived: options.isArchiving)
    try work.begin(intent)
    try complete(intent, work)
  }

  /// From the decision to the end, from wherever that was left.
  private func complete(_ intent: PruneIntent, _ work: borrowing LogPruning) throws {
    let event = NewEvent(
      LogEventName.pruned.rawValue, at: options.now,
      fields: [
        Member("cut", .integer(intent.cut.rawValue)),
        Member("segments", .integer(Int64(intent.segments))),
        Member("events", .integer(Int64(intent.events))), Member("bytes", .integer(intent.bytes)),
        Member("archived", .bool(intent.isArchived)),
      ])
    // Whoever died after it finds it under its key.
    _ = try session.append(
      lines: event.line(), onlyIf: [], key: intent.key, durability: .synced, timeout: .seconds(10))
    // The segment that is the first one now has a line at least, of which it can be said what it was.
    try options.prove()
    try work.unlink(before: intent.cut)
    try work.tidy()
    try work.finish()
    // Nobody goes on from it, and what stays is swept one day.
    try? WindowFiles(of: log.layout).removeAll()
  }

  /// Goes on with a prune that somebody began; its cut, where there was one.
  private func finishEarlier(_ work: borrowing LogPruning) throws -> Position? {
    guard let intent = try log.unfinishedPrune() else { return nil }
    let late = try followers(before: intent.cut)
    guard late.isEmpty else {
      var report = PruneReport(isDryRun: false, first: try log.bounds().lowerBound)
      report.cut = intent.cut
      report.followers = late
      throw PruneError(report)
    }
    try complete(intent, work)
    return intent.cut
  }
}
