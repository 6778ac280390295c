import Events

/// Moments, each in the innermost span that it belongs to; and what holds together that which has
/// nothing around it.
extension SpanAssembly {
  mutating func placePoints() {
    let containers = Containers(drafts) { openness(of: $0) }
    findRoots()
    for place in events.indices where !isTold[place] {
      guard let home = homes[place] ?? home(of: place, containers) ?? group(of: place) else {
        continue
      }
      homes[place] = home
      drafts[home].points.append(point(place))
      drafts[home].cover(events[place].time)
    }
  }

  private mutating func findRoots() {
    for draft in drafts.indices where drafts[draft].parent == nil {
      if let trace = drafts[draft].keys.trace { rootsOfTrace[trace, default: []].append(draft) }
    }
    for trace in rootsOfTrace.keys {
      rootsOfTrace[trace]?.sort { left, right in
        (drafts[left].start?.rawValue ?? .min, left) < (
          drafts[right].start?.rawValue ?? .min, right
        )
      }
    }
  }

  func point(_ place: Int) -> SpanPoint {
    let event = events[place]
    let members = [("phase", event.phase), ("tool_name", event.toolName)].compactMap { name, text in
      text.map { Member(name, .string($0)) }
    }
    return SpanPoint(
      time: event.time ?? Timestamp(rawValue: 0), name: event.name.isEmpty ? "event" : event.name,
      position: event.position, outcome: event.ended, attributes: members + event.attributes)
  }

  private func home(of place: Int, _ containers: Containers) -> Int? {
    let event = events[place]
    if let name = spanName(event), let span = bySpan[name],
      attemptOf[place].map({ isWithin(span, $0) }) ?? true
    {
      let time = event.time ?? Timestamp(rawValue: 0)
      return best(containers.around(event.keys, at: time), event.keys) { isBetween($0, span) }
        ?? span
    }
    if let call = Label(event.parentCallID), let around = calls[call] { return around }
    if let cause = Label(event.causationID), let first = byEventID[cause], first < place,
      let around = homes[first]
    {
      return around
    }
    let time = event.time ?? Timestamp(rawValue: 0)
    let candidates = containers.around(event.keys, at: time)
    if let attempt = attemptOf[place] {
      // Of its own attempt, or of what is measured in that.
      return best(candidates, event.keys) { draft in
        draft == attempt || drafts[draft].parent == attempt && drafts[draft].level == .phase
      } ?? attempt
    }
    return best(candidates, event.keys) { _ in true } ?? nearest(event)
  }

  /// Out of every span's time: the run, or the root of its trace that began last before it.
  private func nearest(_ event: TracedEvent) -> Int? {
    if let run = event.keys.run, let draft = runs[run] { return draft }
    guard let trace = event.keys.trace, let roots = rootsOfTrace[trace] else { return nil }
    let time = event.time ?? Timestamp(rawValue: 0)
    return roots.last { drafts[$0].start.map { $0 <= time } ?? false } ?? roots.first
  }

  /// What holds the events of a run, a session, a trace, a correlation or a stream together of which
  /// nothing tells; nil for an event that names none.
  mutating func group(of place: Int) -> Int? {
    let keys = events[place].keys
    let all: [(SpanLevel, Label?)] = [
      (.run, keys.run), (.session, keys.session), (.trace, keys.trace), (.flow, keys.correlation),
      (.flow, keys.stream),
    ]
    guard let (level, id) = all.first(where: { $0.1 != nil }), let id else { return nil }
    return group(level, id, keys)
  }

  private mutating func group(_ level: SpanLevel, _ id: Label, _ keys: SpanKeys) -> Int {
    let name = GroupName(level: level, id: id)
    if let known = groups[name] { return known }
    var own = SpanKeys()
    own.correlation = keys.correlation
    switch level {
    case .run: (own.run, own.session, own.trace) = (id, keys.session, keys.trace)
    case .session: own.session = id
    case .trace: own.trace = id
    default: if keys.correlation == nil { own.stream = id }
    }
    var draft = SpanDraft(
      level, level.rawValue, title: "\(level.rawValue) \(id.text)", own, key: id.text)
    draft.marks = .synthetic
    drafts.append(draft)
    groups[name] = drafts.count - 1
    return drafts.count - 1
  }

  /// Puts what has nothing around it into what holds a session or a flow together.
  mutating func placeRoots() {
    for draft in drafts.indices where drafts[draft].parent == nil {
      guard drafts[draft].own == nil else { continue }
      let keys = drafts[draft].keys
      switch drafts[draft].level {
      case .call, .work, .action, .state:
        if let id = keys.session { put(draft, into: group(.session, id, keys)) }
      default: break
      }
    }
    if let session {
      let own = drafts.indices.filter {
        drafts[$0].parent == nil && drafts[$0].keys.session == session
      }
      let isWhole = own.count == 1 && drafts[own[0]].level == .session
      if !own.isEmpty && !isWhole {
        let keys = drafts[own[0]].keys
        let root = group(.session, session, keys)
        for draft in own { put(draft, into: root) }
      }
    }
    placeFlows()
  }

  private mutating func placeFlows() {
    var flows: [Label: [Int]] = [:]
    for draft in drafts.indices where drafts[draft].parent == nil {
      if let id = drafts[draft].keys.correlation { flows[id, default: []].append(draft) }
    }
    for (id, roots) in flows.sorted(by: { $0.key < $1.key }) {
      let isKnown = groups[GroupName(level: .flow, id: id)] != nil
      guard roots.count > 1 || isKnown && roots.count == 1 else { continue }
      let flow = group(.flow, id, drafts[roots[0]].keys)
      for draft in roots { put(draft, into: flow) }
    }
  }

  private mutating func put(_ draft: Int, into outer: Int) {
    if draft != outer && !isWithin(outer, draft) { drafts[draft].parent = outer }
  }
}
