package import Events

/// What an event about an issue does to the attempt at it.
package enum IssueStep: Sendable {
  case start
  case completion
  /// Any other event: work on the issue goes on, or begins without having been announced.
  case other

  /// The names of events that begin an attempt.
  package static let starts = ["issue_start", "issue.started"]

  /// The names of events that end one.
  package static let completions = [
    "issue_complete", "issue.completed", "issue.closed", "state.issue_completed",
    "state.issue_failed", "state.issue_skipped", "parallel.worker_completed",
  ]

  package init(_ event: borrowing Event) {
    guard event.nameID != .overflow else {
      // The table of names is full, so this one has no number and is told by its text.
      let name = event.name ?? ""
      self =
        Self.starts.contains(name) ? .start : Self.completions.contains(name) ? .completion : .other
      return
    }
    if Self.startIDs.contains(event.nameID) {
      self = .start
    } else {
      self = Self.completionIDs.contains(event.nameID) ? .completion : .other
    }
  }

  private static let startIDs = starts.map { Event.Name($0) }
  private static let completionIDs = completions.map { Event.Name($0) }
}
