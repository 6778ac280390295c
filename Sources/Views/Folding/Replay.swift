public import Events

/// What came of one projection when a log was folded: the answer, and what it rests on.
public struct Replay: Sendable, Equatable {
  /// The projection's name.
  public let projection: String
  /// The version of its fold.
  public let version: Int
  /// The projection's parameters, as an object.
  public let parameters: Value
  /// The end of the last whole line that was read; nil when there was none.
  public let through: Position?
  /// JSON objects in the log.
  public let events: Int
  /// Events that met a handler of this projection.
  public let matched: Int
  /// Events whose handler threw.
  public let failed: Int
  /// Lines that are no JSON object.
  public let quarantined: Int
  /// Of the state, the same for the same log on every machine.
  public let digest: Digest
  /// The state as the projection tells it.
  public let report: Value

  init(of core: FoldCore, at place: Int) throws(FoldError) {
    let registration = core.registrations[place]
    projection = registration.name
    version = registration.version
    through = core.progress.through
    events = core.progress.events
    matched = core.dispatch.matched(by: place)
    failed = core.failed.isEmpty ? 0 : core.failed[place]
    quarantined = core.progress.quarantined
    do {
      parameters = try registration.parameters()
      digest = Digest(bytes: try registration.encodedState())
      report = try registration.report()
    } catch {
      throw FoldError(
        .notEncodable, "the state of \(registration.name) cannot be encoded", cause: error)
    }
  }

  /// What `tlm replay --json` prints. `failed` is there only when a handler threw.
  ///
  /// - Parameter elapsed: how long the replay took, by the caller's clock.
  public func json(elapsed: Duration? = nil) -> Value {
    var members: [Member] = [
      Member("projection", .string(projection)),
      Member("version", .integer(Int64(version))),
      Member("parameters", parameters),
      Member("through", through.map { .integer($0.rawValue) } ?? .null),
      Member("events", .integer(Int64(events))),
      Member("matched", .integer(Int64(matched))),
      Member("quarantined", .integer(Int64(quarantined))),
      Member("digest", .string(digest.description)),
      Member("elapsed_s", elapsed.map { .double($0 / .seconds(1)) } ?? .null),
      Member("report", report),
    ]
    if failed > 0 { members.insert(Member("failed", .integer(Int64(failed))), at: 6) }
    return .object(members)
  }
}
