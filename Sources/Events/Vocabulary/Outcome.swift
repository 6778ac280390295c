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

/// The words for outcomes.
package enum OutcomeWords {
  package static let all: [String: Outcome] = {
    var all: [String: Outcome] = [:]
    func add(_ outcome: Outcome, _ words: String...) { for word in words { all[word] = outcome } }
    add(
      .success, "pass", "passed", "ok", "success", "succeeded", "completed", "done", "closed",
      "yes", "true")
    add(
      .failure, "fail", "failed", "failure", "error", "errored", "crashed", "aborted", "killed",
      "no", "false")
    add(.skipped, "skipped")
    add(.partial, "partial")
    add(.timeout, "timeout", "timed_out")
    add(.cancelled, "cancelled", "canceled", "interrupted")
    add(.blocked, "blocked", "denied", "refused", "rejected")
    add(.running, "running", "started", "open", "in_progress", "pending")
    return all
  }()

  /// What a word means that is spelled just so; nil also for those that are spelled in another way.
  package static func plain(_ text: ShortText) -> Outcome? {
    text.isWhole ? table.symbols.known(text).map { table.outcomes[$0] } : nil
  }

  private static let table: (symbols: Symbols, outcomes: [Outcome]) = {
    var (symbols, outcomes) = (Symbols(), [Outcome]())
    for (word, outcome) in all where symbols.number(of: Label(word)) == outcomes.count {
      outcomes.append(outcome)
    }
    return (symbols, outcomes)
  }()
}
