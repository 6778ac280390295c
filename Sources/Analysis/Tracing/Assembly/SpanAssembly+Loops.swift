import Events

/// Loops with their states and actions, and requests with their tasks: told by one event after the
/// other, each of which ends what the last one began.
extension SpanAssembly {
  /// A loop as it goes on.
  private struct Loop {
    var loop: Int?
    var state: Int?
    var action: Int?

    var innermost: Int? { action ?? state ?? loop }
  }

  /// Which loop an event is of: a run, and how deep in others.
  private struct LoopName: Hashable {
    let run: Label?
    let depth: Int64
  }

  mutating func takeLoops() {
    var loops: [LoopName: Loop] = [:]
    for place in events.indices {
      let event = events[place]
      let run = event.keys.run ?? event.keys.session ?? event.keys.trace ?? event.keys.stream
      let name = LoopName(run: run, depth: event.loopDepth)
      switch roles[place] {
      case .loop(.begin):
        let around = loops[LoopName(run: run, depth: event.loopDepth - 1)]?.innermost
        loops[name] = Loop(loop: beginLoop(place, within: around))
      case .loop(.end):
        endLoop(loops.removeValue(forKey: name) ?? Loop(), place)
      case .stateEnter: enterState(&loops[name, default: Loop()], place)
      case .action(.begin): beginAction(&loops[name, default: Loop()], place)
      case .action(.end): endAction(&loops[name, default: Loop()], place)
      case .loopPoint: homes[place] = loops[name]?.innermost
      default: break
      }
    }
  }

  private mutating func beginLoop(_ place: Int, within parent: Int?) -> Int {
    let title = events[place].loop.map { "loop " + $0 } ?? "loop"
    var draft = SpanDraft(.loop, "loop", title: title, events[place].keys, key: key(place))
    draft.parent = parent
    let added = add(draft, toldBy: place)
    drafts[added].begin(at: events[place].time)
    return added
  }

  private mutating func endLoop(_ open: Loop, _ place: Int) {
    let time = events[place].time
    finish(open.action, at: time)
    finish(open.state, at: time)
    let loop =
      open.loop ?? add(SpanDraft(.loop, "loop", events[place].keys, key: key(place)), toldBy: place)
    if homes[place] == nil { tell(loop, place) }
    drafts[loop].end(at: time, after: events[place].duration)
    drafts[loop].close(events[place])
    if let word = events[place].terminatedBy {
      drafts[loop].outcome = Self.outcome(of: word, isFailure: events[place].isFailureTerminal)
      drafts[loop].word = word
    }
  }

  private static func outcome(of word: String, isFailure: Bool) -> Outcome {
    switch word {
    case "terminal": isFailure ? .failure : .success
    case "timeout": .timeout
    case "handoff": .partial
    case _ where word.hasPrefix("max_") || word.hasPrefix("interrupted"): .cancelled
    default: .failure
    }
  }

  private mutating func enterState(_ open: inout Loop, _ place: Int) {
    let event = events[place]
    finish(open.action, at: event.time)
    finish(open.state, at: event.time)
    let name = event.state.map { "state " + $0 } ?? "state"
    let turn = event.iteration.map { " #\($0)" } ?? ""
    var draft = SpanDraft(.state, name, title: name + turn, event.keys, key: key(place))
    draft.parent = open.loop
    let state = add(draft, toldBy: place)
    drafts[state].begin(at: event.time)
    (open.state, open.action) = (state, nil)
  }

  private mutating func beginAction(_ open: inout Loop, _ place: Int) {
    finish(open.action, at: events[place].time)
    let action = newAction(open, place)
    drafts[action].begin(at: events[place].time)
    open.action = action
  }

  private mutating func endAction(_ open: inout Loop, _ place: Int) {
    let action = open.action ?? newAction(open, place)
    if homes[place] == nil { tell(action, place) }
    drafts[action].end(at: events[place].time, after: events[place].duration)
    drafts[action].close(events[place])
    open.action = nil
  }

  private mutating func newAction(_ open: Loop, _ place: Int) -> Int {
    var draft = SpanDraft(.action, "action", events[place].keys, key: key(place))
    draft.parent = open.state ?? open.loop
    return add(draft, toldBy: place)
  }

  /// What began ends with what comes after it.
  private mutating func finish(_ draft: Int?, at time: Timestamp?) {
    guard let draft, !drafts[draft].isEndTold else { return }
    drafts[draft].end(at: time, after: nil)
  }
}

extension SpanAssembly {
  /// A request as it goes on.
  private struct Request {
    var request: Int?
    var task: Int?
    var state: Int?
  }

  mutating func takeRequests() {
    var open: [Label: Request] = [:]
    for place in events.indices {
      guard let trace = events[place].keys.trace else { continue }
      switch roles[place] {
      case .request(.begin):
        open[trace] = Request(request: begin(.request, "request", place, within: nil))
      case .request(.end): end(&open[trace, default: Request()], \.request, .request, place)
      case .task(.begin):
        let parent = open[trace]?.request
        open[trace, default: Request()].task = begin(.task, "task", place, within: parent)
      case .task(.end): end(&open[trace, default: Request()], \.task, .task, place)
      case .transition: transition(&open[trace, default: Request()], place)
      default: break
      }
    }
  }

  private mutating func begin(
    _ level: SpanLevel, _ name: String, _ place: Int, within parent: Int?
  ) -> Int {
    var draft = SpanDraft(level, name, events[place].keys, key: key(place))
    draft.parent = parent
    let added = add(draft, toldBy: place)
    drafts[added].begin(at: events[place].time)
    return added
  }

  private mutating func end(
    _ open: inout Request, _ part: WritableKeyPath<Request, Int?>, _ level: SpanLevel, _ place: Int
  ) {
    finish(open.state, at: events[place].time)
    open.state = nil
    let name = level.rawValue
    let draft =
      open[keyPath: part]
      ?? add(SpanDraft(level, name, events[place].keys, key: key(place)), toldBy: place)
    if homes[place] == nil { tell(draft, place) }
    drafts[draft].end(at: events[place].time, after: events[place].duration)
    drafts[draft].close(events[place])
    if drafts[draft].outcome == nil && events[place].name == "task_failed" {
      drafts[draft].outcome = .failure
    }
    open[keyPath: part] = nil
  }

  private mutating func transition(_ open: inout Request, _ place: Int) {
    finish(open.state, at: events[place].time)
    let name = events[place].state.map { "state " + $0 } ?? "state"
    open.state = begin(.state, name, place, within: open.task ?? open.request)
  }
}
