package import Events

/// Spans as they lie within each other: a forest, as an issue may have been tried several times.
///
/// ```swift
/// let tree = SpanTree(of: events, in: storeID)
/// for span in tree.spans { print(String(repeating: "  ", count: span.depth), span.title) }
/// ```
package struct SpanTree: Sendable, Equatable {
  /// Each span before those within it; of those around the same the earlier one first.
  package private(set) var spans: [TraceSpan]
  /// Events that name nothing by which they belong to a span, by time.
  package private(set) var loose: [SpanPoint]

  /// - Parameter spans: in the order above.
  init(spans: [TraceSpan], loose: [SpanPoint]) {
    self.spans = spans
    self.loose = loose
    for root in roots { CriticalPath.mark(&self.spans, from: root, to: end(ofSubtree: root)) }
  }

  /// The places of the spans that no other is around.
  package var roots: [Int] { spans.indices.filter { spans[$0].parent == nil } }

  /// The place behind the last span within the one at a place.
  package func end(ofSubtree place: Int) -> Int {
    var end = place + 1
    while end < spans.count, spans[end].depth > spans[place].depth { end += 1 }
    return end
  }

  /// The places of the spans right within the one at a place, by their start.
  package func children(of place: Int) -> [Int] {
    (place + 1..<end(ofSubtree: place)).filter { spans[$0].parent == place }
  }

  /// Whether there is nothing in it.
  package var isEmpty: Bool { spans.isEmpty && loose.isEmpty }

  /// The earliest start; nil without a span.
  package var start: Timestamp? { spans.map(\.start).min() ?? loose.first?.time }
  /// The latest end; nil without a span.
  package var end: Timestamp? { spans.map(\.end).max() ?? loose.last?.time }

  /// How many events it is made of, each once.
  package var eventCount: Int {
    let positions = spans.flatMap { $0.events + $0.points.compactMap(\.position) }
    return Set(positions + loose.compactMap(\.position)).count
  }

  /// Spans that did not end well.
  package var failed: Int {
    spans.count { span in span.status != .unset && !span.marks.contains(.incomplete) }
  }
  /// Spans of which nothing tells the end.
  package var incomplete: Int { spans.count { $0.marks.contains(.incomplete) } }

  /// The part of it that is about some spans and what lies within them; each is a root by itself.
  package func focused(on isWanted: (TraceSpan) -> Bool) -> SpanTree {
    var kept: [TraceSpan] = []
    var place = 0
    while place < spans.count {
      guard isWanted(spans[place]) else {
        place += 1
        continue
      }
      let (end, shift) = (end(ofSubtree: place), kept.count - place)
      for inner in place..<end {
        var span = spans[inner]
        span.depth -= spans[place].depth
        span.parent = inner == place ? nil : span.parent.map { $0 + shift }
        kept.append(span)
      }
      place = end
    }
    return SpanTree(spans: kept, loose: [])
  }
}
