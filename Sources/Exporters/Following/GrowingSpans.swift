package import Analysis
package import Events

/// The spans of a log that grows: each is given once, when it is known.
///
/// A span is known when its end is told. What lies in one that still goes on does not wait for that one;
/// what is told only at its end is not around what was given before. Of what never ends something is
/// said after a day, of what has none (the points of a trace, a span whose parent nobody tells) after ten
/// minutes in which nothing came for it.
package struct GrowingSpans: Sendable {
  private let store: String
  private let limit: Int
  private var events: [TracedEvent] = []
  /// The spans that were given, of roots whose events are still here.
  private var given: Set<SpanID> = []
  /// Where events stand that are not here any more, though earlier ones are.
  private var gone: [ClosedRange<Position>] = []
  private var latest = Timestamp(rawValue: .min)

  /// A span, in all of the traces there are.
  private struct SpanID: Hashable {
    let trace: String
    let span: String
  }

  /// How long nothing must have come for what has no end, and for what has not ended.
  private enum Patience {
    static let loose = Duration.seconds(600)
    static let open = Duration.seconds(86_400)
  }

  /// - Parameters:
  ///   - store: the store's id, of which ids of spans are made.
  ///   - limit: events that are kept; where there are more, what goes on is given as it is.
  package init(of store: String, limit: Int = 100_000) {
    self.store = store
    self.limit = limit
  }

  /// Whether nothing should be added before the next `take`.
  package var isFull: Bool { events.count >= limit }

  /// Takes in the next event of the log.
  package mutating func add(_ event: TracedEvent) {
    events.append(event)
    if let time = event.time { latest = max(latest, time) }
  }

  /// The spans that are known and were not given before, each behind those around it.
  ///
  /// - Parameter idle: how long nothing has come.
  package mutating func take(idle: Duration = .zero) -> [TraceSpan] {
    let tree = SpanTree(of: events, in: store)
    var (known, done) = ([TraceSpan](), Set<Position>())
    for root in tree.roots {
      let spans = Array(tree.spans[root..<tree.end(ofSubtree: root)])
      let isOver = isOver(spans, idle)
      for span in spans where isOver || span.isKnown {
        if given.insert(SpanID(trace: span.traceID, span: span.id)).inserted { known.append(span) }
      }
      if isOver { letGo(spans, into: &done) }
    }
    for point in tree.loose where isOld(point.time, Patience.loose, idle) || isFull {
      if let position = point.position { done.insert(position) }
    }
    events.removeAll { done.contains($0.position) }
    return known
  }

  /// Where whoever begins anew has to read from, to give all that was not given.
  ///
  /// - Parameter end: the end of what was taken in.
  package mutating func start(before end: Position) -> Position {
    var start = events.first?.position ?? end
    // What is here again in part is to be here as a whole.
    while let range = gone.first(where: { $0.lowerBound < start && $0.upperBound >= start }) {
      start = range.lowerBound
    }
    gone.removeAll { $0.upperBound < start }
    return start
  }

  private mutating func letGo(_ spans: [TraceSpan], into done: inout Set<Position>) {
    let positions = spans.flatMap { $0.events + $0.points.compactMap(\.position) }
    done.formUnion(positions)
    for span in spans { given.remove(SpanID(trace: span.traceID, span: span.id)) }
    guard let first = positions.min(), let last = positions.max() else { return }
    gone.append(first...last)
  }

  /// Whether nothing more is awaited of a root and what lies in it.
  private func isOver(_ spans: [TraceSpan], _ idle: Duration) -> Bool {
    if isFull || spans[0].isKnown { return true }
    let end = spans.flatMap { [$0.end] + $0.points.map(\.time) }.max() ?? spans[0].end
    let isOpen = spans.contains { $0.marks.contains(.incomplete) }
    return isOld(end, isOpen ? Patience.open : Patience.loose, idle)
  }

  private func isOld(_ time: Timestamp, _ patience: Duration, _ idle: Duration) -> Bool {
    if idle >= patience { return true }
    guard let silence = latest.since(time) else { return true }
    return silence.duration >= patience
  }
}

extension TraceSpan {
  /// Whether its end is told, and it waits for no span around it.
  fileprivate var isKnown: Bool {
    if [.session, .trace, .flow].contains(level) { return false }
    return marks.isDisjoint(with: [.incomplete, .orphan, .synthetic])
  }
}
