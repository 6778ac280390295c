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
    let number = Int(event.nameID.rawValue)
    self = number < Self.steps.count ? Self.steps[number] : .other
  }

  /// By the number of a name, up to the last that does anything.
  private static let steps: [IssueStep] = {
    var steps: [IssueStep] = []
    func add(_ names: [String], _ step: IssueStep) {
      for name in names.map({ Event.Name($0) }) where name != .overflow {
        let missing = Int(name.rawValue) + 1 - steps.count
        if missing > 0 { steps += Array(repeating: IssueStep.other, count: missing) }
        steps[Int(name.rawValue)] = step
      }
    }
    add(starts, .start)
    add(completions, .completion)
    return steps
  }()
}
