import Analysis
import TLM

/// Spans below each other, each where it lies in the time of all of them.
struct Waterfall {
  private let tree: SpanTree
  private let start: Timestamp
  private let length: Double

  init(of tree: SpanTree) {
    self.tree = tree
    start = tree.start ?? Timestamp(rawValue: 0)
    length = max(1e-9, tree.end?.since(start)?.seconds ?? 0)
  }

  func html(_ range: Range<Int>) -> HTML {
    """
    <ul class="legend"><li>\(Self.key("span"))work</li><li>\(Self.key("span failed"))failed</li>
    <li>\(Self.key("critical"))on the critical path</li></ul>
    <div class="table"><table class="full waterfall"><thead><tr><th scope="col">span</th>\
    <th scope="col" class="number">took</th><th scope="col">from \
    \(Words.moment(start)), \(Numbers.duration(length)) in all</th></tr></thead>
    <tbody>\(range.map { row(tree.spans[$0]) })</tbody></table></div>
    """
  }

  private static func key(_ style: String) -> HTML {
    """
    <svg viewBox="0 0 10 10" aria-hidden="true"><rect class="\(style)" width="10" height="10"/></svg>
    """
  }

  private func row(_ span: TraceSpan) -> HTML {
    let isFailed = span.status != .unset && !span.marks.contains(.incomplete)
    let words = ([span.outcome?.rawValue].compactMap(\.self) + span.marks.words)
      .joined(separator: ", ")
    let detail: HTML? =
      words.isEmpty ? nil : " <span class=\"\(isFailed ? "bad" : "muted")\">\(words)</span>"
    let name: HTML = "\(Words.short(span.title, to: 90))"
    let shown = span.events.first.map { Address("events", "\($0.rawValue)").link(name) } ?? name
    return """
      <tr><td class="d\(min(6, span.depth))">\(shown)\(detail)</td>\
      <td class="number">\(Numbers.duration(span.duration.seconds))</td>\
      <td class="lane">\(lane(span, isFailed: isFailed))</td></tr>
      """
  }

  private func lane(_ span: TraceSpan, isFailed: Bool) -> HTML {
    let x = 1000 * max(0, min(1, (span.start.since(start)?.seconds ?? 0) / length))
    let width = max(2, min(1000 - x, 1000 * span.duration.seconds / length))
    let path =
      span.isCritical
      ? Shape.rect("critical", x: x, y: 14, width: width, height: 4) : HTML.nothing
    return """
      <svg viewBox="0 0 1000 18" preserveAspectRatio="none" aria-hidden="true">\
      \(Shape.rect("ground", x: 0, y: 8, width: 1000, height: 1))\
      \(Shape.rect(isFailed ? "span failed" : "span", x: x, y: 2, width: width, height: 11))\
      \(path)</svg>
      """
  }
}
