package import TLM

/// How a projection stands: of each, what `tlm projections status --json` prints.
package struct StatusDocument: Document {
  private let status: ProjectionStatus
  private let now: Timestamp

  /// - Parameter now: what ages are told by.
  package init(_ status: ProjectionStatus, at now: Timestamp) {
    self.status = status
    self.now = now
  }

  package var json: Value {
    [
      "projection": .string(status.projection), "version": .integer(Int64(status.version)),
      "parameters": status.parameters, "condition": .string(status.condition.rawValue),
      "reason": status.reason.map { .string($0) } ?? .null,
      "through": status.through.map { .integer($0.rawValue) } ?? .null,
      "generation": status.generation.map { .integer($0) } ?? .null,
      "made": status.made.map { .string($0.description) } ?? .null,
      "bytes_behind": .integer(status.bytesBehind),
      "events_behind": .integer(Int64(status.eventsBehind)),
      "events": .integer(Int64(status.events)), "matched": .integer(Int64(status.matched)),
      "failed": .integer(Int64(status.failed)), "skipped": .integer(Int64(status.skipped)),
      "failed_at": status.failedAt.map { .integer($0.rawValue) } ?? .null,
      "oldest_unapplied": status.oldestUnapplied.map { .string($0.description) } ?? .null,
      "oldest_unapplied_age_s": status.oldestUnapplied.map(seconds) ?? .null,
      "progressed": status.progressed.map { .string($0.description) } ?? .null,
      "since_progress_s": status.progressed.map(seconds) ?? .null,
      "follower": status.follower.map(Self.follower) ?? .null,
    ]
  }

  /// Whole seconds from an instant to now; 0 where the instant is yet to come.
  private func seconds(since time: Timestamp) -> Value {
    .integer(max(0, (now.rawValue - time.rawValue) / 1_000_000_000))
  }

  private static func follower(_ follower: ProjectionStatus.Follower) -> Value {
    [
      "process": .integer(Int64(follower.process)),
      "position": .integer(follower.position.rawValue),
      "is_caught_up": .bool(follower.isCaughtUp),
    ]
  }
}
