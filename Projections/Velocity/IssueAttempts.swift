import Events

/// Which attempts at issues are open, and which issues were completed before.
struct IssueAttempts: Codable, Sendable, Equatable {
  /// An attempt, as far as velocity has to know it.
  struct Attempt: SessionAttempt {
    let session: Label?
    let isStarted: Bool
  }

  private var open: [Label: OpenAttempts<Attempt>] = [:]
  /// Issues that were completed at least once. All that closed attempts leave behind here.
  private var completed: Set<Label> = []

  mutating func start(_ issue: IssueReference) {
    _ = open[issue.id, default: .init()].begin(session: issue.session)
  }

  /// An event that neither starts nor completes the issue.
  mutating func work(on issue: IssueReference) {
    open[issue.id, default: .init()].update(session: issue.session) { _ in }
  }

  /// Ends the attempt; false for the duplicate of a completion, after which nothing happened.
  mutating func complete(_ issue: IssueReference) -> Bool {
    let ended = open[issue.id]?.end(session: issue.session)
    if ended == nil && completed.contains(issue.id) { return false }
    if open[issue.id]?.isEmpty == true { open[issue.id] = nil }
    completed.insert(issue.id)
    return true
  }
}
