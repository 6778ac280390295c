import Events

/// Which spans decided how long a root took: from its end backwards always the one that ended last.
///
/// What is left of a span where none within it was waited for is its own; all of these together are
/// the length of the root.
enum CriticalPath {
  /// Marks the spans of a tree that are on it, and says of all where nothing within them went on.
  ///
  /// - Parameters:
  ///   - spans: in the order of a tree.
  ///   - root: the place of the root.
  ///   - end: the place behind the last span of it.
  static func mark(_ spans: inout [TraceSpan], from root: Int, to end: Int) {
    var children: [[Int]] = Array(repeating: [], count: end - root)
    for place in root..<end {
      spans[place].isCritical = false
      spans[place].critical = .zero
      if place > root, let parent = spans[place].parent { children[parent - root].append(place) }
    }
    for place in root..<end {
      spans[place].gaps = gaps(of: spans[place], children[place - root].map { spans[$0] })
    }
    // Depth is not a matter of the stack: logs nest as deep as somebody likes.
    var open = [(place: root, start: spans[root].start, end: spans[root].end)]
    while let (place, start, end) = open.popLast() {
      spans[place].isCritical = true
      var (cursor, own) = (end, Int64(0))
      let byEnd = children[place - root].sorted { (spans[$1].end, $1) < (spans[$0].end, $0) }
      for child in byEnd where spans[child].start < cursor && spans[child].end > start {
        let until = min(spans[child].end, cursor)
        let from = max(spans[child].start, start)
        guard from < until else { continue }
        own &+= cursor.since(until)?.rawValue ?? 0
        open.append((child, from, until))
        cursor = from
      }
      own &+= cursor.since(start)?.rawValue ?? 0
      spans[place].critical = Nanoseconds(rawValue: own)
    }
  }

  /// - Parameter children: of the span, by their start.
  private static func gaps(of span: TraceSpan, _ children: [TraceSpan]) -> [SpanGap] {
    guard !children.isEmpty else { return [] }
    var gaps: [SpanGap] = []
    var covered = span.start
    for child in children.sorted(by: { $0.start < $1.start }) {
      if child.start > covered { gaps.append(SpanGap(start: covered, end: child.start)) }
      covered = max(covered, child.end)
    }
    if covered < span.end { gaps.append(SpanGap(start: covered, end: span.end)) }
    return gaps
  }
}
