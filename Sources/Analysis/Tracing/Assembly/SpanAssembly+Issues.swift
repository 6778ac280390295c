import Events

/// Issues: their attempts as the definitions have them, and the phases of each.
extension SpanAssembly {
  /// An attempt while it is open.
  private struct Attempt {
    let draft: Int
    let session: Label?
    let isStarted: Bool
  }

  /// What is known of one issue.
  private struct Issue {
    var open: [Attempt] = []
    var count: Int64 = 0
    /// The attempt that was completed last.
    var completed: Int?
    /// The session of that completion, as long as nothing came after it.
    var ending: Label??
  }

  mutating func takeIssues() {
    var issues: [Label: Issue] = [:]
    var phases = IssuePhaseTable()
    for place in events.indices {
      guard let id = events[place].keys.issue else { continue }
      var issue = issues[id] ?? Issue()
      if let attempt = step(&issue, id, place) {
        attemptOf[place] = attempt
        takePhase(place, of: attempt, &phases)
        if roles[place] == .attempt(.end) { complete(attempt, place, &phases) }
        drafts[attempt].cover(events[place].time)
      } else if let completed = issue.completed {
        // A completion of what was completed before is a moment of it, and nothing else.
        attemptOf[place] = completed
        homes[place] = completed
      }
      issues[id] = issue
    }
  }

  /// The attempt that an event belongs to; nil for a second completion.
  private mutating func step(_ issue: inout Issue, _ id: Label, _ place: Int) -> Int? {
    let session = events[place].keys.session ?? events[place].keys.run
    let ending = issue.ending
    issue.ending = nil
    switch roles[place] {
    case .attempt(.begin):
      if let old = issue.open.lastIndex(where: { $0.session == session }) {
        issue.open.remove(at: old)
      }
      let draft = newAttempt(&issue, id, place)
      tell(draft, place)
      drafts[draft].begin(at: events[place].time)
      issue.open.append(Attempt(draft: draft, session: session, isStarted: true))
      return draft
    case .attempt(.end):
      // Told twice by the same session, it ends no other attempt that was left open.
      let isOwn = issue.open.contains { $0.isStarted && $0.session == session }
      let isSecond = ending == .some(session) && !isOwn
      issue.ending = .some(session)
      if isSecond { return nil }
      let found = self.place(in: issue, for: session).map { issue.open.remove(at: $0).draft }
      if found == nil && issue.completed != nil { return nil }
      let draft = found ?? newAttempt(&issue, id, place)
      issue.completed = draft
      return draft
    default:
      if let open = self.place(in: issue, for: session) { return issue.open[open].draft }
      let draft = newAttempt(&issue, id, place)
      issue.open.append(Attempt(draft: draft, session: session, isStarted: false))
      return draft
    }
  }

  /// The attempt that a start of the same session began, else the most recent one.
  private func place(in issue: Issue, for session: Label?) -> Int? {
    if issue.open.count < 2 { return issue.open.isEmpty ? nil : 0 }
    let own = issue.open.lastIndex { $0.isStarted && $0.session == session && session != nil }
    return own ?? issue.open.indices.last
  }

  private mutating func newAttempt(_ issue: inout Issue, _ id: Label, _ place: Int) -> Int {
    issue.count += 1
    var draft = SpanDraft(
      .issue, "issue", title: "issue " + id.text, events[place].keys, key: key(place, id.text))
    draft.keys.issue = id
    draft.attempt = issue.count
    draft.issueType = events[place].issueType ?? IssueType.prefix(of: id.text)
    draft.wave = events[place].wave
    drafts.append(draft)
    return drafts.count - 1
  }

  private mutating func complete(_ attempt: Int, _ place: Int, _ phases: inout IssuePhaseTable) {
    let event = events[place]
    if homes[place] == nil { tell(attempt, place) }
    closeMarker(of: attempt, at: event.time, &phases)
    drafts[attempt].end(at: event.time, after: event.duration)
    drafts[attempt].close(event)
    takeMap(place, of: attempt, &phases)
  }
}

/// The kind of an issue.
enum IssueType {
  /// The letters before the first hyphen of an id; nil where it does not begin with letters.
  static func prefix(of issue: String) -> String? {
    guard let hyphen = issue.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
    let letters = issue[..<hyphen]
    let isPlain = letters.utf8.allSatisfy { 0x61...0x7a ~= $0 | 32 }
    return letters.isEmpty || !isPlain ? nil : String(letters)
  }
}
