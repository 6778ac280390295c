import Events
import Folding
import Journal
import Lines
import SystemCalls

/// What is known of the log while statuses are put together.
struct ProjectionSurvey {
  private let log: EventLog
  private let bounds: Range<Position>
  private let deaths: FoldDeaths
  private let followers: [ProjectionStatus.Follower]
  private let limits: ProjectionStatus.StuckLimits
  private let now = Timestamp.current
  /// Events of the whole log, and up to where each follower stands.
  private var events = 0
  private var eventsBefore: [Position: Int] = [:]

  init(of log: EventLog, _ bounds: Range<Position>, _ limits: ProjectionStatus.StuckLimits) {
    self.log = log
    self.bounds = bounds
    deaths = FoldDeaths(of: log, removesEmpty: false)
    followers = ProjectionStatus.Follower.all(of: log)
    self.limits = limits
  }

  /// Counts the events of the log, going on from the checkpoint that has come furthest before
  /// every follower.
  mutating func countEvents(from checkpoints: [Checkpoint]) throws {
    let log = log
    let marks = Set(followers.map(\.position)).sorted()
    let usable = try checkpoints.filter { checkpoint in
      try checkpoint.position <= marks.first ?? checkpoint.position
        && checkpoint.anchor.holds(
          for: log, before: checkpoint.position,
          in: CatchUp.anchorID(of: CatchUp.storeID(of: log), edition: log.edition))
    }
    let furthest = usable.max { $0.position < $1.position }
    events = furthest?.milestone.events ?? 0
    let start = furthest?.position ?? bounds.lowerBound
    for mark in marks { eventsBefore[mark] = events }
    let parser = LineParser()
    var lines = try log.read(from: start, to: bounds.upperBound)
    while let chunk = try lines.next() {
      let batch = parser.parse(chunk)
      events += batch.count
      for mark in marks where mark > chunk.position {
        let isBehind = mark >= chunk.position.advanced(by: chunk.count)
        let count =
          isBehind ? batch.count : (0..<batch.count).count { batch.position(at: $0) < mark }
        eventsBefore[mark, default: 0] += count
      }
    }
  }

  func status(
    of identity: ProjectionIdentity, _ checkpoint: Checkpoint?, _ refusal: Refusal?
  ) throws -> ProjectionStatus {
    let follower = ProjectionStatus.Follower.furthest(of: identity, among: followers)
    if let position = deaths.death(of: identity.identifier) {
      return try status(
        of: identity, checkpoint, follower, .failed,
        "a process died while it was handling the event at \(position); if that happens again, the "
          + "event is passed over", at: position)
    }
    if let follower {
      let log = log
      let health = FollowerHealth(
        of: follower, end: bounds.upperBound, oldest: try timeOfFirst(at: follower.position),
        at: now, limits
      ) {
        pause(nanoseconds: Int(FollowerHealth.secondLook.components.attoseconds / 1_000_000_000))
        return ProjectionStatus.Follower.furthest(of: identity, on: log)
      }
      return try status(of: identity, checkpoint, follower, health.condition, health.reason)
    }
    if let refusal, refusal.isFinal {
      return try status(of: identity, checkpoint, nil, .stale, refusal.sentence)
    }
    guard let checkpoint else { return try status(of: identity, nil, nil, .new, nil) }
    let behind = bounds.upperBound.rawValue - checkpoint.position.rawValue
    return try status(
      of: identity, checkpoint, nil, behind < Replayer.smallTail ? .current : .behind, nil)
  }

  func detached(_ checkpoint: Checkpoint) throws -> ProjectionStatus {
    try status(
      of: checkpoint.identity, checkpoint, nil, .detached,
      "no projection of this program has this name, version and parameters")
  }

  /// The own time of the first event at or after a position that has one, among the next lines.
  private func timeOfFirst(at position: Position) throws -> Timestamp? {
    guard position < bounds.upperBound else { return nil }
    var lines = try log.read(from: max(position, bounds.lowerBound), to: bounds.upperBound)
    guard let chunk = try lines.next() else { return nil }
    let batch = LineParser().parse(chunk)
    return (0..<batch.count).lazy.compactMap { batch.ownTime(at: $0) }.first
  }

  private func status(
    of identity: ProjectionIdentity, _ checkpoint: Checkpoint?,
    _ follower: ProjectionStatus.Follower?,
    _ condition: ProjectionStatus.Condition, _ reason: String?, at death: Position? = nil
  ) throws -> ProjectionStatus {
    let kept = checkpoint?.position ?? bounds.lowerBound
    var (position, before) = (kept, checkpoint?.milestone.events ?? 0)
    if let follower, follower.position > kept {
      (position, before) = (follower.position, eventsBefore[follower.position] ?? before)
    }
    return ProjectionStatus(
      projection: identity.name, version: identity.version,
      parameters: identity.parametersValue, condition: condition, reason: reason,
      through: checkpoint?.position, generation: checkpoint?.generation, made: checkpoint?.made,
      bytesBehind: max(0, bounds.upperBound.rawValue - position.rawValue),
      eventsBehind: max(0, events - before),
      events: checkpoint?.milestone.events ?? 0, matched: checkpoint?.counts.matched ?? 0,
      failed: checkpoint?.counts.failed ?? 0, skipped: checkpoint?.counts.skipped ?? 0,
      oldestUnapplied: try timeOfFirst(at: position),
      progressed: follower?.progressed ?? checkpoint?.made, follower: follower, failedAt: death)
  }
}
