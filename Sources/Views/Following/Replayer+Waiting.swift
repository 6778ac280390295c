package import Events
package import Folding
import Journal

extension Replayer {
  /// What a projection comes to at a position or beyond: what a follower keeps as soon as it gets
  /// there, or where nobody follows what is folded here.
  ///
  /// - Parameter timeout: how long to wait for the follower, or for the log to get there.
  /// - Throws: `notReached` at the deadline, else as `replay`; `CancellationError`.
  package func wait(
    for projection: any Projection, toReach position: Position, timeout: Duration
  ) async throws -> Replay {
    let identity = try Self.waited(projection)
    let clock = ContinuousClock()
    let deadline = clock.now + timeout
    while true {
      let follower = ProjectionStatus.Follower.furthest(of: identity, on: log)
      let reached = try look(projection, folds: follower == nil, reaching: position)
      if let replay = reached.replay { return replay }
      guard clock.now < deadline else {
        throw notReached(identity, position, reached.position, follower, timeout)
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
    var catchUp = catchUp([projection])
    catchUp.bringsIndexUp = folds
    try foldForWait(&catchUp, folds)
    guard catchUp.position >= target else { return (nil, catchUp.position) }
    return (try catchUp.replays()[0], catchUp.position)
  }

  private func foldForWait(_ catchUp: inout CatchUp, _ folds: Bool) throws {
    if folds { return try foldLog(&catchUp, keeps: true) }
    try catchUp.load()
  }

  private func notReached(
    _ identity: ProjectionIdentity, _ target: Position, _ position: Position,
    _ follower: ProjectionStatus.Follower?, _ timeout: Duration
  ) -> FoldError {
    let missing = target.rawValue - position.rawValue
    let reason =
      follower.map {
        "its follower, process \($0.process), was at \($0.position) when it last moved"
      } ?? "nobody follows it, and the log ends there"
    return FoldError(
      .notReached,
      "\(identity.name) has come to \(position) and not to \(target) within \(timeout), "
        + "\(missing) bytes short; \(reason)", at: position)
  }
}
