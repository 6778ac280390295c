import Events

/// Spans and runs that say themselves which they are.
extension SpanAssembly {
  /// Spans with ids of their own, each told by one event or several.
  mutating func takeSpans() {
    for place in events.indices where roles[place] == .span {
      let event = events[place]
      guard let name = spanName(event) else { continue }
      let draft: Int
      if let known = bySpan[name] {
        draft = known
        tell(draft, place)
      } else {
        let title = event.name.isEmpty ? "span" : event.name
        draft = add(SpanDraft(.span, title, event.keys, key: name.span.text), toldBy: place)
        drafts[draft].own = (name.trace, name.span)
        bySpan[name] = draft
      }
      drafts[draft].parentSpan = drafts[draft].parentSpan ?? Label(event.parentSpanID)
      tellTimes(of: draft, event)
      drafts[draft].close(event)
    }
  }

  private mutating func tellTimes(of draft: Int, _ event: TracedEvent) {
    if event.isSpan {
      let begin = event.begin ?? event.time
      drafts[draft].begin(at: begin)
      let end =
        event.finish
        ?? event.duration.flatMap { length in
          begin.map { $0.moved(by: length.rawValue) }
        }
      drafts[draft].end(at: end, after: nil)
      return
    }
    drafts[draft].begin(at: event.begin)
    guard event.outcome != .running else { return }
    drafts[draft].end(at: event.finish ?? event.time, after: event.duration)
  }

  /// Runs, each told by records that share its id.
  mutating func takeRuns() {
    for place in events.indices where roles[place] == .run {
      let event = events[place]
      guard let id = event.keys.run ?? Label(event.eventID) else { continue }
      let draft = runs[id] ?? newRun(id, place)
      if homes[place] == nil { tell(draft, place) }
      nameRun(draft, id)
      if let name = spanName(event), bySpan[name] == nil, drafts[draft].own == nil {
        drafts[draft].own = (name.trace, name.span)
        drafts[draft].parentSpan = Label(event.parentSpanID)
        bySpan[name] = draft
      }
      let isBegin = event.begin != nil || event.outcome == .running
      if event.outcome == .running { drafts[draft].close(event) }
      if isBegin { drafts[draft].begin(at: event.begin ?? event.time) }
      guard let outcome = event.outcome, outcome != .running, !drafts[draft].isEndTold else {
        continue
      }
      drafts[draft].end(at: event.finish ?? event.time, after: event.duration)
      drafts[draft].close(event)
    }
  }

  private mutating func newRun(_ id: Label, _ place: Int) -> Int {
    let draft = add(SpanDraft(.run, "run", events[place].keys, key: id.text), toldBy: place)
    drafts[draft].keys.run = id
    runs[id] = draft
    return draft
  }

  private mutating func nameRun(_ draft: Int, _ id: Label) {
    func text(_ name: String) -> String? {
      drafts[draft].attributes.first { $0.name == name }?.value.text
    }
    guard let agent = text("agent_name") else {
      drafts[draft].title = "run " + id.text
      return
    }
    drafts[draft].name = agent + " run"
    drafts[draft].title = [agent, text("job_type")].compactMap { $0 }.joined(separator: " ")
  }

  /// Commands by their two events, or by the one that there is.
  mutating func takeCommands() {
    var open: [Int] = []
    for place in events.indices {
      guard case .command(let edge) = roles[place] else { continue }
      let event = events[place]
      switch edge {
      case .begin:
        // One that is begun anew has gone without a word.
        for old in open where drafts[old].keys.isSame(asOf: event.keys) {
          drafts[old].until = event.time
        }
        open.removeAll { drafts[$0].keys.isSame(asOf: event.keys) }
        let draft = add(newCommand(place), toldBy: place)
        drafts[draft].begin(at: event.time)
        open.append(draft)
      case .end:
        let found = open.lastIndex { drafts[$0].keys.fits(event.keys) }
        let draft = found.map { open.remove(at: $0) } ?? add(newCommand(place), toldBy: place)
        if homes[place] == nil { tell(draft, place) }
        drafts[draft].end(at: event.time, after: event.duration)
        drafts[draft].close(event)
      }
    }
  }

  private func newCommand(_ place: Int) -> SpanDraft {
    let tool = events[place].keys.tool?.text
    let name = tool.map { $0 + " command" } ?? "command"
    return SpanDraft(.command, name, title: tool ?? "command", events[place].keys, key: key(place))
  }
}

extension SpanKeys {
  /// Whether a command of these would be the same one begun again.
  fileprivate func isSame(asOf other: SpanKeys) -> Bool {
    tool == other.tool && session == other.session && run == other.run && trace == other.trace
  }

  /// Whether an end may be of a command of these: nothing that both say is different.
  fileprivate func fits(_ end: SpanKeys) -> Bool {
    func differs(_ left: Label?, _ right: Label?) -> Bool {
      left != nil && right != nil && left != right
    }
    return !differs(tool, end.tool) && !differs(session, end.session) && !differs(run, end.run)
      && !differs(trace, end.trace)
  }
}
