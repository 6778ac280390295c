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
