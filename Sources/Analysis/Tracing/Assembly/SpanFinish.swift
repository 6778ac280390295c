import Events

/// Drafts as spans: with times that lie within each other, ids, and in the order of a tree.
enum SpanFinish {
  static func tree(of assembly: SpanAssembly, _ identity: SpanIdentity) -> SpanTree {
    var drafts = assembly.drafts
    let children = Self.children(of: drafts)
    let order = outerFirst(children, drafts)
    for draft in order.reversed() { widen(draft, children[draft], &drafts) }
    for draft in order { fit(draft, &drafts) }
    let places = Self.order(drafts)
    let spans = Self.spans(drafts, places, identity)
    let loose = assembly.events.indices.filter { assembly.homes[$0] == nil }
      .map { assembly.point($0) }
    return SpanTree(spans: spans, loose: loose)
  }

  private static func children(of drafts: [SpanDraft]) -> [[Int]] {
    var children: [[Int]] = Array(repeating: [], count: drafts.count)
    for (place, draft) in drafts.enumerated() {
      if let parent = draft.parent { children[parent].append(place) }
    }
    return children
  }

  /// Each before those within it. Logs nest as deep as somebody likes, so that nothing calls itself.
  private static func outerFirst(_ children: [[Int]], _ drafts: [SpanDraft]) -> [Int] {
    var order = drafts.indices.filter { drafts[$0].parent == nil }
    var place = 0
    while place < order.count {
      order += children[order[place]]
      place += 1
    }
    return order
  }

  /// Gives a draft the times that nobody told, by what is in it.
  private static func widen(_ place: Int, _ children: [Int], _ drafts: inout [SpanDraft]) {
    for child in children {
      drafts[place].cover(drafts[child].start)
      drafts[place].cover(drafts[child].end)
    }
    let isGroup = [.session, .trace, .flow].contains(drafts[place].level)
    if !drafts[place].isEndTold && !drafts[place].marks.contains(.synthetic) && !isGroup {
      drafts[place].marks.insert(.incomplete)
    }
    // A begin that was told beside an end without one, or the other way round.
    if drafts[place].start == nil { drafts[place].start = drafts[place].end }
    if drafts[place].end == nil { drafts[place].end = drafts[place].start }
    guard let start = drafts[place].start, let end = drafts[place].end, end < start else { return }
    if drafts[place].isEndTold {
      drafts[place].toldEnd = end
      drafts[place].marks.insert(.clamped)
    }
    drafts[place].end = start
  }

  /// Cuts a draft to the one around it, which is final by now.
  private static func fit(_ place: Int, _ drafts: inout [SpanDraft]) {
    guard let parent = drafts[place].parent, let from = drafts[parent].start,
      let to = drafts[parent].end
    else {
      guard drafts[place].start == nil else { return }
      drafts[place].marks.insert(.untimed)
      (drafts[place].start, drafts[place].end) = (Timestamp(rawValue: 0), Timestamp(rawValue: 0))
      return
    }
    guard let start = drafts[place].start, let end = drafts[place].end else {
      drafts[place].marks.insert(.untimed)
      (drafts[place].start, drafts[place].end) = (from, from)
      return
    }
    let (newStart, newEnd) = (min(max(start, from), to), max(min(end, to), from))
    guard newStart != start || newEnd != end else { return }
    drafts[place].marks.insert(.clamped)
    if drafts[place].origin != drafts[parent].origin {
      let difference = start < from ? start.since(from) : end > to ? end.since(to) : nil
      drafts[place].clockDifference = difference
    }
    if newStart != start { drafts[place].toldStart = drafts[place].toldStart ?? start }
    if newEnd != end { drafts[place].toldEnd = drafts[place].toldEnd ?? end }
    (drafts[place].start, drafts[place].end) = (newStart, newEnd)
  }

  /// In the order of a tree, with how deep each lies.
  private static func order(_ drafts: [SpanDraft]) -> [(draft: Int, depth: Int)] {
    func isBefore(_ left: Int, _ right: Int) -> Bool {
      func key(_ place: Int) -> (Int64, Int64, Int64, Int) {
        let draft = drafts[place]
        return (
          draft.start?.rawValue ?? 0, ~(draft.end?.rawValue ?? 0),
          draft.events.first?.rawValue ?? .max, place
        )
      }
      return key(left) < key(right)
    }
    let children = Self.children(of: drafts).map { $0.sorted { isBefore($1, $0) } }
    let roots = drafts.indices.filter { drafts[$0].parent == nil }.sorted { isBefore($1, $0) }
    var open = roots.map { (draft: $0, depth: 0) }
    var order: [(draft: Int, depth: Int)] = []
    while let (draft, depth) = open.popLast() {
      order.append((draft, depth))
      open += children[draft].map { ($0, depth + 1) }
    }
    return order
  }
}

/// The ids, and the rest of a span.
extension SpanFinish {
  private static func spans(
    _ drafts: [SpanDraft], _ order: [(draft: Int, depth: Int)], _ identity: SpanIdentity
  ) -> [TraceSpan] {
    var spans: [TraceSpan] = []
    var placeOf = [Int](repeating: 0, count: drafts.count)
    var attempts: [Label: SpanLink] = [:]
    var runTraces: [Label: Label] = [:]
    for draft in drafts where draft.level == .run {
      if let run = draft.keys.run, let trace = draft.keys.trace { runTraces[run] = trace }
    }
    for (draft, depth) in order {
      placeOf[draft] = spans.count
      let parent = drafts[draft].parent.map { placeOf[$0] }
      var span = Self.span(drafts[draft], within: parent.map { spans[$0] }, runTraces, identity)
      (span.parent, span.depth) = (parent, depth)
      if drafts[draft].level == .issue, let issue = drafts[draft].keys.issue {
        // In the order of their begin, as all attempts come.
        if let before = attempts[issue] { span.links.append(before) }
        attempts[issue] = SpanLink(
          traceID: span.traceID, spanID: span.id, relation: "previous_attempt")
      }
      spans.append(span)
    }
    return spans
  }

  private static func span(
    _ draft: SpanDraft, within parent: TraceSpan?, _ runTraces: [Label: Label],
    _ identity: SpanIdentity
  ) -> TraceSpan {
    let named = (draft.own?.trace ?? draft.keys.trace).map { identity.traceID(named: $0.text) }
    let trace = named ?? parent?.traceID ?? rootTrace(draft, runTraces, identity)
    let id =
      draft.own.map { identity.spanID(named: $0.span.text, in: trace) }
      ?? identity.spanID(draft.level, draft.key)
    var links = draft.links
    let isSameTrace = parent?.traceID == trace
    if let parent, !isSameTrace {
      links.append(SpanLink(traceID: parent.traceID, spanID: parent.id, relation: "within"))
    }
    let zero = Timestamp(rawValue: 0)
    return TraceSpan(
      traceID: trace, id: id,
      parentID: isSameTrace
        ? parent?.id
        : draft.parentSpan.flatMap { span in
          // One that nobody tells here may be known where spans go.
          draft.own == nil ? nil : identity.spanID(named: span.text, in: trace)
        },
      level: draft.level, name: draft.name, title: draft.title, kind: draft.kind,
      start: draft.start ?? zero, end: draft.end ?? zero, outcome: draft.outcome,
      word: draft.word, status: status(of: draft),
      attributes: SpanAttributes.about(draft) + draft.attributes,
      points: draft.points.sorted {
        ($0.time, $0.position ?? .start) < ($1.time, $1.position ?? .start)
      },
      links: links, marks: draft.marks, events: draft.events.sorted(), parent: nil, depth: 0)
  }

  /// The trace of a root that names none: that of its run, else one of its run's or session's id, so
  /// that it is the same whether the run or only a part of it is looked at.
  private static func rootTrace(
    _ draft: SpanDraft, _ runTraces: [Label: Label], _ identity: SpanIdentity
  ) -> String {
    if let run = draft.keys.run {
      if let trace = runTraces[run] { return identity.traceID(named: trace.text) }
      return identity.traceID(rootedAt: "run\0" + run.text)
    }
    if let session = draft.keys.session {
      return identity.traceID(rootedAt: "session\0" + session.text)
    }
    return identity.traceID(rootedAt: draft.level.rawValue + "\0" + draft.key)
  }

  private static func status(of draft: SpanDraft) -> SpanStatus {
    switch draft.outcome {
    case .failure: return .error(type: "failure", message: draft.failure)
    case .timeout: return .error(type: "timeout", message: draft.failure)
    default: break
    }
    if draft.marks.contains(.incomplete) {
      return .error(type: "tlm.incomplete", message: "nothing tells of its end")
    }
    return .unset
  }
}
