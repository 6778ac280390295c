import Events

/// What lies in what.
extension SpanAssembly {
  /// Waves: of a command, or where there is none of a run, the issues that say the same number.
  mutating func placeWaves() {
    let containers = Containers(drafts) { openness(of: $0) }
    var waves: [WaveName: Int] = [:]
    for attempt in drafts.indices where drafts[attempt].level == .issue {
      guard let wave = Label(drafts[attempt].wave), drafts[attempt].parent == nil,
        drafts[attempt].parentSpan == nil,
        let around = container(
          of: attempt, among: containers, where: { $0 == .command || $0 == .run })
      else { continue }
      let name = WaveName(around: around, wave: wave)
      let draft = waves[name] ?? newWave(name)
      waves[name] = draft
      drafts[attempt].parent = draft
    }
    for place in events.indices {
      guard case .wave(let edge) = roles[place] else { continue }
      let (event, wave) = (events[place], Label(events[place].wave ?? ""))
      let found = waves.filter { name, draft in
        name.wave == wave && drafts[draft].keys.likeness(to: event.keys) != nil
      }
      let draft = found.values.max() ?? add(looseWave(place), toldBy: place)
      if homes[place] == nil { tell(draft, place) }
      drafts[draft].marks.remove(.synthetic)
      if edge == .begin { drafts[draft].begin(at: event.time) }
      if edge == .end { drafts[draft].end(at: event.time, after: event.duration) }
      drafts[draft].close(event)
      waves[WaveName(around: drafts[draft].parent, wave: wave)] = draft
    }
  }

  private struct WaveName: Hashable {
    let around: Int?
    let wave: Label
  }

  private mutating func newWave(_ name: WaveName) -> Int {
    let keys = name.around.map { drafts[$0].keys } ?? SpanKeys()
    let key = name.around.map { drafts[$0].key } ?? ""
    var draft = SpanDraft(
      .wave, "wave", title: "wave " + name.wave.text, keys, key: key + "\0" + name.wave.text)
    draft.wave = name.wave.text
    draft.parent = name.around
    draft.marks = .synthetic
    drafts.append(draft)
    return drafts.count - 1
  }

  private func looseWave(_ place: Int) -> SpanDraft {
    let wave = events[place].wave
    let title = wave.map { "wave " + $0 } ?? "wave"
    var draft = SpanDraft(.wave, "wave", title: title, events[place].keys, key: key(place))
    draft.wave = wave
    return draft
  }

  /// Puts each draft into the one that it names, else into the innermost that it shares keys and time
  /// with.
  mutating func placeDrafts() {
    let containers = Containers(drafts) { openness(of: $0) }
    for draft in drafts.indices where drafts[draft].parent == nil {
      drafts[draft].parent = namedParent(of: draft)
    }
    breakCircles()
    let byRank = drafts.indices.sorted { left, right in
      (drafts[left].level.rank, drafts[left].start?.rawValue ?? .min, left)
        < (drafts[right].level.rank, drafts[right].start?.rawValue ?? .min, right)
    }
    for draft in byRank where drafts[draft].parent == nil {
      let context = contextSpan(of: draft)
      if drafts[draft].parentSpan != nil { drafts[draft].marks.insert(.orphan) }
      let level = drafts[draft].level
      let around = container(of: draft, among: containers, within: context) { outer in
        outer.rank < level.rank || outer == level && (level == .command || level == .work)
      }
      drafts[draft].parent = around ?? context
    }
  }

  /// What says that it lies in what lies in it lies in nothing: the first of each circle.
  private mutating func breakCircles() {
    var roundOf = [Int](repeating: 0, count: drafts.count)
    for (round, first) in drafts.indices.enumerated() where roundOf[first] == 0 {
      var place: Int? = first
      while let current = place {
        if roundOf[current] == round + 1 { drafts[current].parent = nil }
        if roundOf[current] != 0 { break }
        roundOf[current] = round + 1
        place = drafts[current].parent
      }
    }
  }

  /// Whether what comes later may still be in a draft.
  func openness(of draft: Int) -> Containers.Openness {
    if drafts[draft].isEndTold { return .none }
    switch drafts[draft].level {
    case .run, .command, .request, .task, .loop, .work: return .toAll
    default: return .toItsOwn
    }
  }

  private func namedParent(of draft: Int) -> Int? {
    if let span = drafts[draft].parentSpan {
      let trace = drafts[draft].own?.trace ?? drafts[draft].keys.trace
      if let trace, let parent = bySpan[SpanName(trace: trace, span: span)] { return parent }
    }
    guard let first = drafts[draft].events.first, let place = placeOf[first] else { return nil }
    let event = events[place]
    if drafts[draft].level == .run, let run = Label(event.parentRunID) { return runs[run] }
    if let call = Label(event.parentCallID) { return calls[call] }
    return nil
  }

  /// The span that held when work was told that is not that span itself; what lies between the two is
  /// told by keys and times.
  private func contextSpan(of draft: Int) -> Int? {
    guard drafts[draft].own == nil, drafts[draft].level != .phase,
      let first = drafts[draft].events.first, let place = placeOf[first],
      let name = spanName(events[place]), let span = bySpan[name], !isWithin(span, draft)
    else { return nil }
    return span
  }

  /// Whether a draft lies in another, or is it.
  func isWithin(_ inner: Int, _ outer: Int) -> Bool {
    var place: Int? = inner
    while let current = place {
      if current == outer { return true }
      place = drafts[current].parent
    }
    return false
  }

  /// The innermost draft around one, of those whose level will do.
  private func container(
    of draft: Int, among containers: Containers, within context: Int? = nil,
    where isFit: (SpanLevel) -> Bool
  ) -> Int? {
    guard let start = drafts[draft].start else { return nil }
    let keys = drafts[draft].keys
    let end = drafts[draft].end ?? start
    return best(containers.around(keys, at: start), keys) { other in
      guard isFit(drafts[other].level), !isWithin(other, draft),
        context.map({ isBetween(other, $0) }) ?? true
      else { return false }
      // Work side by side is no work in work.
      let isAlike = drafts[other].level == .work
      return !isAlike || !drafts[other].isEndTold || drafts[other].end.map { $0 >= end } ?? true
    }
  }

  /// Whether a draft lies in a span that was named, and is none that would have been named itself.
  func isBetween(_ draft: Int, _ span: Int) -> Bool {
    ![.span, .work, .call].contains(drafts[draft].level) && draft != span && isWithin(draft, span)
  }

  /// Of some drafts the one that has most in common with these keys, and of those the innermost.
  func best(_ candidates: [Int], _ keys: SpanKeys, where isFit: (Int) -> Bool) -> Int? {
    var found: (score: Int, start: Timestamp, rank: Int, draft: Int)?
    for draft in candidates where isFit(draft) {
      guard let score = drafts[draft].keys.likeness(to: keys), let start = drafts[draft].start
      else { continue }
      let next = (score: score, start: start, rank: drafts[draft].level.rank, draft: draft)
      if let found, (found.score, found.start, found.rank) >= (score, start, next.rank) { continue }
      found = next
    }
    return found?.draft
  }
}
