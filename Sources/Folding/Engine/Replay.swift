public import Events

/// What came of one projection when a log was folded: the answer, and what it rests on.
public struct Replay: Sendable {
  /// The projection's name.
  public let projection: String
  /// The version of its fold.
  public let version: Int
  /// The projection's parameters, as an object.
  public let parameters: Value
  /// The end of the last whole line that was read; nil when there was none.
  public let through: Position?
  /// JSON objects in the log up to there, also those outside of a window of time, and those of all
  /// stores where only some are folded.
  public let events: Int
  /// Events, inside of the window if there is one, that a handler of this projection names.
  public let matched: Int
  /// Events whose handler threw.
  public let failed: Int
  /// Events that were passed over, because handling them killed a process more than once.
  public let skipped: Int
  /// Lines that are no JSON object, counted as events are.
  public let quarantined: Int
  /// Values that the handlers asked for in the events that matched, and that nobody can read.
  public let unreadable: Int
  /// Events that a window of time left out, as nobody can read their time.
  public let untimely: Int
  /// Of the state, the same for the same log on every machine.
  public let digest: Digest
  /// The state as the projection tells it; made anew each time.
  public var report: Value { reporter() }
  /// What people are shown of it, where that was asked for; nil where the projection does not say.
  public let page: ReportPage?
  /// The state itself, as JSON.
  public var state: Value { snapshot.json }

  private let reporter: @Sendable () -> Value
  private let snapshot: StateSnapshot

  init(of core: FoldCore, at place: Int) throws(FoldError) {
    let registration = core.registrations[place]
    projection = registration.name
    version = registration.version
    through = core.progress.through
    events = core.progress.events
    let counts = core.counts(of: place)
    matched = counts.matched
    failed = counts.failed
    skipped = counts.skipped
    unreadable = counts.unreadable
    untimely = counts.untimely
    quarantined = core.progress.quarantined
    do {
      parameters = try registration.parameters()
      snapshot = try registration.snapshot()
      digest = snapshot.digest
      reporter = registration.reporter(at: core.readTime)
      page = core.makesPages ? registration.page(at: core.readTime) : nil
    } catch {
      throw FoldError(
        .notEncodable, "the state of \(registration.name) cannot be encoded", cause: error)
    }
  }

  /// The parameters of a projection as an object, as a replay tells them.
  ///
  /// - Throws: `notEncodable`.
  public static func parameters(of projection: some Projection) throws(FoldError) -> Value {
    try ProjectionIdentity(of: projection).parametersValue
  }

  /// What `tlm replay --json` prints. `failed`, `skipped` and `untimely` are there only where they are
  /// not 0.
  ///
  /// - Parameters:
  ///   - elapsed: how long the replay took, by the caller's clock.
  ///   - showsState: whether the state stands there in place of the report.
  public func json(elapsed: Duration? = nil, showsState: Bool = false) -> Value {
    var members: [Member] = [
      Member("projection", .string(projection)),
      Member("version", .integer(Int64(version))),
      Member("parameters", parameters),
      Member("through", through.map { .integer($0.rawValue) } ?? .null),
      Member("events", .integer(Int64(events))),
      Member("matched", .integer(Int64(matched))),
      Member("quarantined", .integer(Int64(quarantined))),
      Member("unreadable", .integer(Int64(unreadable))),
      Member("digest", .string(digest.description)),
      Member("elapsed_s", elapsed.map { .double($0 / .seconds(1)) } ?? .null),
      showsState ? Member("state", state) : Member("report", report),
    ]
    if untimely > 0 { members.insert(Member("untimely", .integer(Int64(untimely))), at: 8) }
    if skipped > 0 { members.insert(Member("skipped", .integer(Int64(skipped))), at: 6) }
    if failed > 0 { members.insert(Member("failed", .integer(Int64(failed))), at: 6) }
    return .object(members)
  }
}

extension Replay: Equatable {
  /// Whether both say the same; of their states the digests are compared.
  public static func == (left: Replay, right: Replay) -> Bool {
    left.projection == right.projection && left.version == right.version
      && left.parameters == right.parameters && left.through == right.through
      && left.events == right.events && left.matched == right.matched
      && left.failed == right.failed && left.skipped == right.skipped
      && left.unreadable == right.unreadable && left.untimely == right.untimely
      && left.quarantined == right.quarantined && left.digest == right.digest
      && left.page == right.page && left.report == right.report
  }
}
