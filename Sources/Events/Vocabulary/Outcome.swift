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
  /// Somebody or something did not allow it.
  case blocked
  /// It has not ended yet.
  case running
  /// What says how it ended cannot be read.
  case unknown

  /// Whether it decides, whatever else is said of the same event.
  var isUnfavourable: Bool {
    switch self {
    case .failure, .timeout, .cancelled, .blocked: true
    case .success, .skipped, .partial, .running, .unknown: false
    }
  }

  /// The outcome that a word means; nil for any other word. Case and spaces around it do not
  /// matter.
  public init?(word: String) {
    guard let outcome = OutcomeWords.all[WordText.plain(word)] else { return nil }
    self = outcome
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
