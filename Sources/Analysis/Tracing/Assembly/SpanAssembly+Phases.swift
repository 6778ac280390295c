import Events

/// The phases of attempts, by the attempt's draft.
struct IssuePhaseTable {
  /// A phase of an attempt.
  struct Name: Hashable {
    let attempt: Int
    let phase: Label
  }

  /// The last span of each.
  var last: [Name: Int] = [:]
  /// The phase that was announced last, and never measured.
  var marker: [Int: Int] = [:]
}

extension SpanAssembly {
  /// A phase that is measured, is announced, begins or ends.
  mutating func takePhase(_ place: Int, of attempt: Int, _ table: inout IssuePhaseTable) {
    let event = events[place]
    guard let phase = Label(event.phase) else { return }
    let name = IssuePhaseTable.Name(attempt: attempt, phase: phase)
    switch roles[place] {
    case .phase where event.duration != nil: takeMeasured(place, name, &table)
    case .phase:
      closeMarker(of: attempt, at: event.time, &table)
      let draft = newPhase(name, place)
      drafts[draft].isMarker = true
      drafts[draft].begin(at: event.time)
      drafts[draft].close(event)
      table.last[name] = draft
      table.marker[attempt] = draft
    case .phaseEdge(.begin):
      let draft = newPhase(name, place)
      drafts[draft].begin(at: event.time)
      table.last[name] = draft
    case .phaseEdge(.end):
      // Nothing began: what is told of it is a moment.
      guard let draft = table.last[name], !drafts[draft].isMarker else { return }
      tell(draft, place)
      if !drafts[draft].isEndTold { drafts[draft].end(at: event.time, after: event.duration) }
      drafts[draft].close(event)
    default: break
    }
  }

  /// A phase with its length: it tells of the one that is open, or lies at the same time.
  private mutating func takeMeasured(
    _ place: Int, _ name: IssuePhaseTable.Name, _ table: inout IssuePhaseTable
  ) {
    let event = events[place]
    if let known = table.last[name], isSame(known, event) {
      tell(known, place)
      drafts[known].end(at: event.time, after: event.duration)
      drafts[known].close(event)
      return
    }
    let draft = newPhase(name, place)
    drafts[draft].end(at: event.time, after: event.duration)
    drafts[draft].close(event)
    table.last[name] = draft
  }

  private func isSame(_ draft: Int, _ event: TracedEvent) -> Bool {
    guard !drafts[draft].isMarker, drafts[draft].isStartTold else { return false }
    guard drafts[draft].isEndTold, let end = drafts[draft].end else { return true }
    guard let time = event.time, let length = event.duration else { return false }
    return time.moved(by: -length.rawValue) < end
  }

  private mutating func newPhase(_ name: IssuePhaseTable.Name, _ place: Int) -> Int {
    add(newPhase(name, key(place, name.phase.text), events[place].keys), toldBy: place)
  }

  private func newPhase(
    _ name: IssuePhaseTable.Name, _ key: String, _ keys: SpanKeys
  ) -> SpanDraft {
    var draft = SpanDraft(
      .phase, "phase " + name.phase.text, title: name.phase.text, keys, key: key)
    draft.keys.fill(from: drafts[name.attempt].keys)
    draft.phase = name.phase.text
    draft.issueType = drafts[name.attempt].issueType
    draft.parent = name.attempt
    return draft
  }

  /// A phase that was announced lasts to the next, or to the end of the attempt.
  mutating func closeMarker(of attempt: Int, at time: Timestamp?, _ table: inout IssuePhaseTable) {
    guard let marker = table.marker.removeValue(forKey: attempt) else { return }
    drafts[marker].end(at: time, after: nil)
  }

  /// Phases of which only the completion tells: one after the other, up to the end of the issue.
  mutating func takeMap(_ place: Int, of attempt: Int, _ table: inout IssuePhaseTable) {
    let event = events[place]
    var end = event.time
    for (phase, length) in event.phases.reversed() {
      let name = IssuePhaseTable.Name(attempt: attempt, phase: Label(phase))
      let start = end?.moved(by: -length.rawValue)
      defer { end = start }
      if let known = table.last[name] {
        if drafts[known].isMarker { drafts[known].reportedDuration = length }
        continue
      }
      var draft = newPhase(name, key(place, phase), event.keys)
      draft.marks = .synthetic
      (draft.start, draft.end, draft.isEndTold) = (start, end, end != nil)
      drafts.append(draft)
      table.last[name] = drafts.count - 1
    }
  }
}
