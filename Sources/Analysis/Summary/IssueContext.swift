package import TLM

/// How much context was in use while issues were worked on.
///
/// A `context_snapshot` is of the issue that it names; else of the open issue of its session that
/// began last; else, where it names no session either, of the only issue that is open.
package struct IssueContext: Projection {
  package static let name = "issue-context"
  package static let version = 1

  package init() {}

  package struct State: Codable, Sendable, Equatable {
    /// Issues with a snapshot, by the most tokens that one of them tells.
    package var peaks: [Label: Int64] = [:]
    /// Snapshots of an issue.
    package var snapshots = 0
    /// Snapshots of which nobody knows the issue.
    package var others = 0
    /// Open issues of each session, those that began last at the end; of no session under "".
    private var open: [Label: [Label]] = [:]
    private var sessions: [Label: Label] = [:]

    mutating func begin(_ issue: Label, in session: Label) {
      end(issue)
      sessions[issue] = session
      open[session, default: []].append(issue)
    }

    mutating func end(_ issue: Label) {
      guard let session = sessions.removeValue(forKey: issue) else { return }
      open[session]?.removeAll { $0 == issue }
      if open[session]?.isEmpty ?? false { open[session] = nil }
    }

    mutating func note(_ tokens: Int64, of issue: Label?, in session: Label?) {
      let only = sessions.count == 1 ? sessions.keys.first : nil
      guard let issue = issue ?? session.map({ open[$0]?.last }) ?? only else {
        others += 1
        return
      }
      snapshots += 1
      peaks[issue] = max(peaks[issue] ?? tokens, tokens)
    }
  }

  package var initial: State { State() }

  package var body: Handlers<State> {
    On(IssueStep.starts) { event, state in
      guard let issue = Label(event.issueID) else { return }
      state.begin(issue, in: Label(event.sessionID ?? event.runID ?? ""))
    }
    On(IssueStep.completions) { event, state in
      if let issue = Label(event.issueID) { state.end(issue) }
    }
    On("context_snapshot") { event, state in
      guard let tokens = event.integer("estimated_tokens"), tokens >= 0 else { return }
      state.note(
        tokens, of: Label(event.issueID), in: Label(event.sessionID ?? event.runID))
    }
  }
}

extension IssueContext.State {
  /// The mean of the peaks of all issues; nil without any.
  package var meanTokens: Double? {
    if peaks.isEmpty { return nil }
    return Double(peaks.values.reduce(Int128(0)) { $0 + Int128($1) }) / Double(peaks.count)
  }

  /// The issue with the greatest peak, of equals the one that sorts first.
  package var largest: (issue: Label, tokens: Int64)? {
    peaks.min { ($1.value, $0.key) < ($0.value, $1.key) }.map { (issue: $0.key, tokens: $0.value) }
  }
}
