package import Events
package import Folding
import Journal

extension Replayer {
  /// What a projection comes to at a position or beyond: what a follower keeps as soon as it gets
  /// there, or where nobody follows what is folded here.
  ///
  /// - Parameter patience: how long to wait for the follower, or for the log to get there.
  /// - Throws: `notReached` at the deadline, else as `replay`; `CancellationError`.
  package func wait(
    for projection: any Projection, toReach position: Position, patience: Duration
  ) async throws -> Replay {
    let identity = try Self.waited(projection)
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    while true {
      let follower = LivingFollower.furthest(of: identity, on: log)
      let reached = try look(projection, folds: follower == nil, reaching: position)
      if let replay = reached.replay { return replay }
      guard clock.now < deadline else {
        throw notReached(identity, position, reached.position, follower, patience)
      }
      try await clock.sleep(for: .milliseconds(2), tolerance: .zero)
    }
  }

  private static func waited(_ projection: some Projection) throws -> ProjectionIdentity {
    try ProjectionIdentity(of: projection)
  }

  /// How far what is kept has come, folded on if wanted; with what it is where that is enough.
  private func look(
    _ projection: any Projection, folds: Bool, reaching target: Position
  ) throws -> (replay: Replay?, position: Position) {
    let log = log
    let identity = try Self.waited(projection)
    let kept = try checkpoints?.stored(for: identity).version?.position ?? .start
    // Loading decodes a state, which is done only for an answer.
    let end = try readable { () throws(JournalError) in try log.bounds().upperBound }
    guard kept >= target || (folds && end >= target) else { return (nil, folds ? end : kept) }
    var passage = passage([projection])
    passage.bringsIndexUp = folds
    try foldForWait(&passage, folds)
    guard passage.position >= target else { return (nil, passage.position) }
    return (try passage.replays()[0], passage.position)
  }

  private func foldForWait(_ passage: inout Passage, _ folds: Bool) throws {
    if folds { return try foldLog(&passage, keeps: true) }
    try passage.load()
  }

  private func notReached(
    _ identity: ProjectionIdentity, _ target: Position, _ position: Position,
    _ follower: LivingFollower?, _ patience: Duration
  ) -> FoldError {
    let missing = target.rawValue - position.rawValue
    let reason =
      follower.map {
        "its follower, process \($0.process), was at \($0.position) when it last moved"
      } ?? "nobody follows it, and the log ends there"
    return FoldError(
      .notReached,
      "\(identity.name) has come to \(position) and not to \(target) within \(patience), "
        + "\(missing) bytes short; \(reason)", at: position)
  }
}
