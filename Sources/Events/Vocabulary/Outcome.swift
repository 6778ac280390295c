/// How something ended, in one vocabulary for all producers.
public enum Outcome: String, Sendable, CaseIterable, Codable {
  /// It did what it was to do.
  case success
  /// It went wrong.
  case failure
  /// It was left out, which is neither success nor failure.
  case skipped
  /// Some of it was done.
  case partial
  /// It took too long and was ended.
  case timeout
  /// Somebody or something called it off.
  case cancelled
  /// It has not ended yet.
  case running

  /// The outcome that a word means; nil for any other word. Words are lower case.
  public init?(word: String) {
    switch word {
    case "pass", "passed", "ok", "success", "succeeded", "completed", "done", "closed", "yes",
      "true":
      self = .success
    case "fail", "failed", "failure", "error", "no", "false": self = .failure
    case "skipped": self = .skipped
    case "partial": self = .partial
    case "timeout", "timed_out": self = .timeout
    case "cancelled", "canceled", "interrupted": self = .cancelled
    case "running", "started": self = .running
    default: return nil
    }
  }

  /// What a completion event means that says nothing else; nil for every other event.
  public init?(completion name: String) {
    switch name {
    case "issue_complete", "issue.completed", "issue.closed", "state.issue_completed",
      "parallel.worker_completed":
      self = .success
    case "state.issue_failed": self = .failure
    case "state.issue_skipped": self = .skipped
    default: return nil
    }
  }
}
