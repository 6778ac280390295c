import Events
import TLM

/// Calls and other work: of two events that tell its begin and its end, or of one that tells its length.
extension SpanAssembly {
  /// What begins and ends under one name, and for whom.
  private struct WorkKey: Hashable {
    let base: String
    let of: [Label?]
  }

  mutating func takeWork() {
    var open: [WorkKey: [Int]] = [:]
    for place in events.indices {
      switch roles[place] {
      case .call: takeCall(place)
      case .work(let base, .begin): beginWork(base, place, &open)
      case .work(let base, .end): endWork(base, place, &open)
      default: break
      }
      for call in events[place].calls { takeInner(call, place) }
    }
    nameWeakSpans()
  }

  /// A call counts once, however often it is told: it begins with the first telling and ends with the
  /// first that says how it went.
  private mutating func takeCall(_ place: Int) {
    let event = events[place]
    guard let id = Label(event.callID) else { return }
    let call = calls[id] ?? newCall(id, place)
    if homes[place] == nil { tell(call, place) }
    if let tool = drafts[call].toolName { drafts[call].title = tool }
    let isEnd = event.outcome != nil && event.outcome != .running || event.duration != nil
    if !isEnd { drafts[call].begin(at: event.time) }
    endCall(call, event)
  }

  /// What a transcript tells of a call. Its line is of the session, and tells of more than the call.
  private mutating func takeInner(_ inner: InnerCall, _ place: Int) {
    let (event, id) = (events[place], Label(inner.id))
    let call: Int
    if let known = calls[id] {
      call = known
    } else {
      var draft = SpanDraft(
        .call, "tool_call", title: inner.tool, event.keys, key: key(place, inner.id))
      draft.callID = inner.id
      drafts.append(draft)
      call = drafts.count - 1
      calls[id] = call
    }
    if let tool = inner.tool {
      (drafts[call].title, drafts[call].toolName) = (tool, tool)
      drafts[call].begin(at: event.time)
    } else if let ending = inner.ending {
      if !drafts[call].isEndTold { drafts[call].end(at: event.time, after: nil) }
      if decides(ending, call) {
        drafts[call].outcome = ending.outcome(saidBy: nil)
        drafts[call].certainty = ending.certainty
      }
    }
  }

  private mutating func endCall(_ call: Int, _ event: TracedEvent) {
    // That it was let run is no end of it, whatever stands beside that.
    if event.ending == nil && CallEndNames.decided.contains(event.name) { return }
    let told = event.outcome.flatMap { $0 == .running ? nil : CallEnding($0) }
    let ending = event.ending ?? told
    guard ending != nil || event.duration != nil else { return }
    if !drafts[call].isEndTold { drafts[call].end(at: event.time, after: event.duration) }
    if let ending, decides(ending, call) {
      drafts[call].close(event)
      drafts[call].certainty = ending.certainty
    }
  }

  /// The first telling that knows it best says how a call ended.
  private func decides(_ ending: CallEnding, _ call: Int) -> Bool {
    drafts[call].certainty.map { ending.certainty < $0 } ?? true
  }

  private mutating func newCall(_ id: Label, _ place: Int) -> Int {
    let event = events[place]
    var draft = SpanDraft(
      .call, "tool_call", title: event.toolName, event.keys, key: key(place, id.text))
    draft.callID = id.text
    let call = add(draft, toldBy: place)
    calls[id] = call
    return call
  }

  private func workKey(_ base: String, _ event: TracedEvent) -> WorkKey {
    // A span that somebody else tells of is the one around the work.
    if let name = spanName(event), bySpan[name] == nil {
      return WorkKey(base: base, of: [name.trace, name.span])
    }
    let keys = event.keys
    let thread = [keys.trace, keys.run, keys.session, keys.issue, keys.stream, keys.tool]
    return WorkKey(base: base, of: thread + [Label(event.toolName)])
  }

  private func newWork(_ base: String, _ place: Int) -> SpanDraft {
    let event = events[place]
    let isCall = WorkName.isCall(base) || event.toolName != nil
    let title = event.toolName.map { base == "tool_call" ? $0 : base + " " + $0 }
    return SpanDraft(
      isCall ? .call : .work, base.isEmpty ? "work" : base, title: title, event.keys,
      key: key(place))
  }

  private mutating func beginWork(_ base: String, _ place: Int, _ open: inout [WorkKey: [Int]]) {
    let draft = add(newWork(base, place), toldBy: place)
    drafts[draft].begin(at: events[place].time)
    open[workKey(base, events[place]), default: []].append(draft)
  }

  private mutating func endWork(_ base: String, _ place: Int, _ open: inout [WorkKey: [Int]]) {
    let event = events[place]
    let found = open[workKey(base, event), default: []].popLast()
    // Without a begin and without a length it is a moment.
    guard found != nil || event.duration != nil else { return }
    let draft = found ?? add(newWork(base, place), toldBy: place)
    if homes[place] == nil { tell(draft, place) }
    if found == nil { drafts[draft].begin(at: event.begin) }
    drafts[draft].end(at: event.time, after: event.duration)
    drafts[draft].close(event)
    if drafts[draft].outcome == nil, ["failed", "error"].contains(where: event.name.hasSuffix) {
      drafts[draft].outcome = .failure
    }
  }

  /// Work that is the only one to name a span of which nobody else tells is that span; where several
  /// name it, nobody tells of the span around them.
  private mutating func nameWeakSpans() {
    var named: [SpanName: [Int]] = [:]
    var parents: [SpanName: Label] = [:]
    var order: [SpanName] = []
    for (place, event) in events.enumerated() {
      guard let name = spanName(event), bySpan[name] == nil, let draft = homes[place],
        [.work, .call, .request, .task, .command, .loop].contains(drafts[draft].level)
      else { continue }
      if named[name] == nil { order.append(name) }
      if !named[name, default: []].contains(draft) { named[name, default: []].append(draft) }
      if let parent = Label(event.parentSpanID) { parents[name] = parents[name] ?? parent }
    }
    for name in order {
      guard let tellers = named[name], tellers.count == 1, drafts[tellers[0]].own == nil else {
        continue
      }
      drafts[tellers[0]].own = (name.trace, name.span)
      drafts[tellers[0]].parentSpan = parents[name]
      bySpan[name] = tellers[0]
    }
  }
}
