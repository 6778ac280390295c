import Events
import Journal

extension ProjectionStatus {
  /// When a follower that does not move is said to be stuck.
  public struct StuckLimits: Sendable, Equatable {
    /// How long events may wait for it.
    public var time: Duration
    /// How many bytes of the log may wait for it.
    public var bytes: Int64

    /// Ten seconds, or 64 MiB.
    public init(time: Duration = .seconds(10), bytes: Int64 = 64 << 20) {
      self.time = time
      self.bytes = bytes
    }
  }
}

/// How a living follower stands to the log as it is on disk.
struct FollowerHealth {
  /// A follower that did not move is looked at again after so long: it may have been about to.
  static let secondLook = Duration.milliseconds(100)

  let follower: ProjectionStatus.Follower
  let condition: ProjectionStatus.Condition
  let reason: String?

  /// - Parameters:
  ///   - end: where the last whole line of the log ends.
  ///   - oldest: the time of the first event that it has not folded.
  ///   - again: looks at the follower once more, a moment later.
  init(
    of follower: ProjectionStatus.Follower, end: Position, oldest: Timestamp?, at now: Timestamp,
    _ limits: ProjectionStatus.StuckLimits, again: () -> ProjectionStatus.Follower?
  ) {
    self.follower = follower
    let behind = end.rawValue - follower.position.rawValue
    let usual: ProjectionStatus.Condition = follower.isCaughtUp ? .live : .booting
    guard behind > 0 else {
      (condition, reason) = (.live, nil)
      return
    }
    // An event that came late says an old time, and an idle follower moved long ago: events have
    // waited no longer than either says.
    let idle = Self.span(from: follower.progressed, to: now)
    let waited = oldest.map { min(idle, max(.zero, Self.span(from: $0, to: now))) } ?? idle
    let byTime = waited >= limits.time
    let byBytes = behind >= limits.bytes && (follower.isCaughtUp || byTime)
    guard byTime || byBytes, again()?.position == follower.position else {
      (condition, reason) = (usual, nil)
      return
    }
    let seconds = waited.components.seconds
    condition = .stuck
    reason =
      "its follower, process \(follower.process), has not moved from \(follower.position) for "
      + "\(seconds) s, and \(behind) bytes wait for it; look what that process does, or end it"
  }

  private static func span(from start: Timestamp, to end: Timestamp) -> Duration {
    end.since(start).map { .nanoseconds($0.rawValue) } ?? .zero
  }
}
