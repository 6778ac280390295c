public import Events
import Folding
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
    /// A follower is on its way to the end of the log for the first time.
    case booting
    /// A follower lives and comes along.
    case live
    /// A follower lives and does not move, while events wait for it.
    case stuck
  }

  /// The projection's name.
  public let projection: String
  /// The version of its fold; where it is `detached`, of what is stored.
  public let version: Int
  /// The projection's parameters, as an object.
  public let parameters: Value
  /// What is the matter with it, in one word.
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
  /// Events of the log up to `through`, whether the projection wants them or not.
  public let events: Int
  /// Of these, events that one of its handlers names.
  public let matched: Int
  /// Of the matched, events whose handler threw.
  public let failed: Int
  /// Of the matched, events that were passed over because they kill the process.
  public let skipped: Int
  /// The time of the oldest event that was not folded, where it has one.
  public let oldestUnapplied: Timestamp?
  /// When it last came further, by the wall clock: its follower, else what is stored.
  public let progressed: Timestamp?
  /// The follower that has come furthest, if one lives.
  public let follower: ProjectionStatus.Follower?
  /// The event at which a process died, where that is what failed.
  public let failedAt: Position?

  /// Whether somebody should do something about it.
  public var isWrong: Bool { condition == .failed || condition == .stuck }
}

extension Replayer {
  /// How what is stored for each projection stands, and what is stored for others.
  ///
  /// - Parameters:
  ///   - catalog: every projection of this program.
  ///   - limits: when a follower that does not move is said to be stuck.
  /// - Throws: `FoldError` where the log cannot be read, and what looking into the store throws.
  package func status(
    of catalog: [any Projection.Type],
    _ limits: ProjectionStatus.StuckLimits = ProjectionStatus.StuckLimits()
  ) throws -> [ProjectionStatus] {
    let log = log
    let bounds = try readable { () throws(JournalError) in try log.bounds() }
    let stored = try checkpoints?.checkpoints() ?? []
    let kept = stored.compactMap(Checkpoint.init)
    var survey = ProjectionSurvey(of: log, bounds, limits)
    try survey.countEvents(from: kept)
    var statuses: [ProjectionStatus] = []
    var seen: Set<ProjectionIdentity> = []
    for type in catalog {
      let usual = type.init()
      var mine = [usual] + kept.compactMap { Self.projection(of: type, $0.identity) }
      mine = try mine.filter { seen.insert(try Self.identity(of: $0)).inserted }
      for projection in mine {
        var catchUp = catchUp([projection])
        catchUp.bringsIndexUp = false
        try catchUp.load()
        let identity = try Self.identity(of: projection)
        statuses.append(
          try survey.status(
            of: identity, kept.first { $0.identity == identity }, catchUp.places[0].refusal))
      }
    }
    let strangers = kept.filter { !seen.contains($0.identity) }
    statuses += try strangers.map { try survey.detached($0) }
    return statuses
  }

  private static func identity(of projection: some Projection) throws -> ProjectionIdentity {
    try ProjectionIdentity(of: projection)
  }

  /// The projection of this type that has this identity; nil where it has another name or version,
  /// or takes no such parameters.
  static func projection<P: Projection>(
    of type: P.Type, _ identity: ProjectionIdentity
  ) -> (any Projection)? {
    guard P.name == identity.name, P.version == identity.version,
      identity.rules == LineRules.version
    else { return nil }
    // Parameters that it does not take are those of another projection of this name.
    return try? StateDecoder().decode(P.self, from: identity.parameters)
  }
}
