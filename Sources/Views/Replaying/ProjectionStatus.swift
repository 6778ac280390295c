public import Events
import Journal
import Lines

/// How the stored state of a projection stands to the log as it is on disk.
public struct ProjectionStatus: Sendable, Equatable {
  /// What is the matter with it, in one word.
  public enum Condition: String, Sendable {
    /// Nothing is stored yet.
    case new
    /// It has come to the end of the log, or so near that going on costs nothing.
    case current
    /// There are events that it has not come to.
    case behind
    /// What is stored is of no use; the next replay begins from zero.
    case stale
    /// A process died while it was handling an event.
    case failed
    /// No projection of this program has this name, version and parameters.
    case detached
  }

  public let projection: String
  public let version: Int
  /// The projection's parameters, as an object.
  public let parameters: Value
  public let condition: Condition
  /// Why, where the condition alone does not say.
  public let reason: String?
  /// Where what is stored ends; nil where nothing is.
  public let through: Position?
  /// Counted up by each rebuild.
  public let generation: Int64?
  /// When it was stored, by the wall clock.
  public let made: Timestamp?
  /// Bytes of the log behind it.
  public let bytesBehind: Int64
  /// Events behind it.
  public let eventsBehind: Int
  public let events: Int
  public let matched: Int
  public let failed: Int
  public let skipped: Int

  /// Whether somebody should do something about it.
  public var isWrong: Bool { condition == .failed }
}

extension Replayer {
  /// How what is stored for each projection stands, and what is stored for others.
  ///
  /// - Parameter catalog: every projection of this program.
  /// - Throws: `FoldError` where the log cannot be read, and what looking into the store throws.
  package func status(of catalog: [any Projection.Type]) throws -> [ProjectionStatus] {
    let log = log
    let bounds = try readable { () throws(JournalError) in try log.bounds() }
    let stored = try checkpoints?.checkpoints() ?? []
    let kept = stored.compactMap(Checkpoint.init)
    var survey = Survey(log: log, bounds: bounds, remains: Remains(of: log))
    try survey.countEvents(from: kept)
    var statuses: [ProjectionStatus] = []
    var seen: Set<ProjectionIdentity> = []
    for type in catalog {
      let usual = type.init()
      var mine = [usual] + kept.compactMap { Self.projection(of: type, $0.identity) }
      mine = try mine.filter { seen.insert(try Self.identity(of: $0)).inserted }
      for projection in mine {
        var passage = Passage([projection], through: log, checkpoints: checkpoints, options)
        try passage.load()
        let identity = try Self.identity(of: projection)
        statuses.append(
          survey.status(
            of: identity, kept.first { $0.identity == identity }, passage.places[0].refusal))
      }
    }
    let strangers = kept.filter { !seen.contains($0.identity) }
    statuses += strangers.map { survey.detached($0) }
    return statuses
  }

  private static func identity(of projection: some Projection) throws -> ProjectionIdentity {
    try ProjectionIdentity(of: projection)
  }

  /// The projection of this type that has this identity; nil where it has another name or version,
  /// or takes no such parameters.
  private static func projection<P: Projection>(
    of type: P.Type, _ identity: ProjectionIdentity
  ) -> (any Projection)? {
    guard P.name == identity.name, P.version == identity.version,
      identity.rules == LineRules.version
    else { return nil }
    // Parameters that it does not take are those of another projection of this name.
    return try? StateDecoder().decode(P.self, from: identity.parameters)
  }
}

/// What is known of the log while statuses are put together.
private struct Survey {
  let log: EventLog
  let bounds: Range<Position>
  let remains: Remains
  private var events = 0

  init(log: EventLog, bounds: Range<Position>, remains: Remains) {
    self.log = log
    self.bounds = bounds
    self.remains = remains
  }

  /// Counts the events of the log, going on from the checkpoint that has come furthest.
  mutating func countEvents(from checkpoints: [Checkpoint]) throws {
    let log = log
    let usable = try checkpoints.filter { checkpoint in
      try checkpoint.anchor.holds(for: log, before: checkpoint.position)
    }
    let furthest = usable.max { $0.position < $1.position }
    events = furthest?.milestone.events ?? 0
    let start = furthest?.position ?? bounds.lowerBound
    let parser = LineParser()
    var lines = try log.read(from: start, to: bounds.upperBound)
    while let chunk = try lines.next() { events += parser.parse(chunk).count }
  }

  func status(
    of identity: ProjectionIdentity, _ checkpoint: Checkpoint?, _ refusal: Refusal?
  ) -> ProjectionStatus {
    if let position = remains.death(of: identity.identifier) {
      return status(
        of: identity, checkpoint, .failed,
        "a process died while it was handling the event at \(position); if that happens again, the "
          + "event is passed over")
    }
    if let refusal, refusal.isFinal {
      return status(of: identity, checkpoint, .stale, refusal.sentence)
    }
    guard let checkpoint else { return status(of: identity, nil, .new, nil) }
    let behind = bounds.upperBound.rawValue - checkpoint.position.rawValue
    return status(
      of: identity, checkpoint, behind < Replayer.smallTail ? .current : .behind, nil)
  }

  func detached(_ checkpoint: Checkpoint) -> ProjectionStatus {
    status(
      of: checkpoint.identity, checkpoint, .detached,
      "no projection of this program has this name, version and parameters")
  }

  private func status(
    of identity: ProjectionIdentity, _ checkpoint: Checkpoint?,
    _ condition: ProjectionStatus.Condition, _ reason: String?
  ) -> ProjectionStatus {
    let position = checkpoint?.position ?? bounds.lowerBound
    return ProjectionStatus(
      projection: identity.name, version: identity.version,
      parameters: identity.parametersValue, condition: condition, reason: reason,
      through: checkpoint?.position, generation: checkpoint?.generation, made: checkpoint?.made,
      bytesBehind: max(0, bounds.upperBound.rawValue - position.rawValue),
      eventsBehind: max(0, events - (checkpoint?.milestone.events ?? 0)),
      events: checkpoint?.milestone.events ?? 0, matched: checkpoint?.counts.matched ?? 0,
      failed: checkpoint?.counts.failed ?? 0, skipped: checkpoint?.counts.skipped ?? 0)
  }
}
