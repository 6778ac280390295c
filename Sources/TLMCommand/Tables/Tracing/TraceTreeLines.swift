import Analysis
import TLM

/// A trace as a tree, with what happened in each span below it.
struct TraceTreeLines {
  private let view: TraceView
  private var rows: [[Table.Cell]] = []
  /// When the root began that rows are of: what is within it is told from there.
  private var start: Timestamp?

  /// Gaps are told that are at least such a part of the root.
  private static let longGap = 0.05
  /// Moments of a span that a person is shown; a program gets all of them.
  private static let points = 12

  init(_ view: TraceView) {
    self.view = view
    let tree = view.tree
    var isLast: [Bool] = []
    var root = 0
    for (place, span) in tree.spans.enumerated() {
      if span.depth == 0 { (root, start) = (place, span.start) }
      isLast.removeSubrange(min(span.depth, isLast.count)...)
      isLast.append(isLastChild(place))
      add(span, TreeBranches.before(isLast))
      let inner = TreeBranches.below(isLast, hasChildren: hasChildren(place))
      addPoints(of: span, inner)
      addGaps(of: span, inner, root: tree.spans[root])
    }
  }

  var lines: [String] {
    var table = Table(columns: [
      .init(title: "span", alignment: .left), .init(title: "at", alignment: .right),
      .init(title: "took", alignment: .right),
      .init(title: "critical", alignment: .right, isSpare: true),
      .init(title: "ended", alignment: .whole),
      .init(title: "note", alignment: .left, isSpare: true),
    ])
    for row in rows { table.add(row) }
    return table.lines(for: view.terminal)
  }

  private func hasChildren(_ place: Int) -> Bool {
    let spans = view.tree.spans
    return place + 1 < spans.count && spans[place + 1].depth > spans[place].depth
  }

  /// Whether no other span comes at the same place of the same parent.
  private func isLastChild(_ place: Int) -> Bool {
    let spans = view.tree.spans
    let end = view.tree.end(ofSubtree: place)
    return end >= spans.count || spans[end].depth < spans[place].depth
  }

  private mutating func add(_ span: TraceSpan, _ branches: String) {
    let terminal = view.terminal
    let title = view.title(of: span)
    let ending = view.ending(of: span)
    let critical = span.critical > .zero ? Numbers.duration(span.critical.seconds) : ""
    let shown = span.isCritical ? terminal.styled(title, .bold) : title
    rows.append([
      Table.Cell(text: branches + title, styled: terminal.styled(branches, .dim) + shown),
      Table.Cell(text: view.offset(of: span.start, from: span.depth == 0 ? nil : start)),
      Table.Cell(text: Numbers.duration(span.duration.seconds)),
      Table.Cell(text: critical, isEmpty: critical.isEmpty),
      Table.Cell(
        text: ending, styled: view.style(of: span).map { terminal.styled(ending, $0) },
        isEmpty: ending.isEmpty),
      cell(view.note(of: span)),
    ])
  }

  private func cell(_ text: String) -> Table.Cell { Table.Cell(text: text, isEmpty: text.isEmpty) }

  private mutating func addPoints(of span: TraceSpan, _ branches: String) {
    let isPerson = view.terminal.width != .max
    let shown = isPerson ? span.points.prefix(Self.points) : span.points[...]
    for point in shown { addRow(branches + "· " + SafeText.of(point.name), at: point.time, point) }
    let rest = span.points.count - shown.count
    if rest > 0 {
      addRow(branches + "· and \(Numbers.count(rest, "more moment"))", at: nil, nil)
    }
  }

  private mutating func addGaps(of span: TraceSpan, _ branches: String, root: TraceSpan) {
    let least = root.duration.seconds * Self.longGap
    for gap in span.gaps where gap.duration.seconds >= least && gap.duration > .zero {
      addRow(
        branches + "┄ nothing", at: gap.start, nil, took: Numbers.duration(gap.duration.seconds))
    }
  }

  private mutating func addRow(
    _ text: String, at time: Timestamp?, _ point: SpanPoint?, took: String = ""
  ) {
    let terminal = view.terminal
    let ending = point?.outcome.map(\.rawValue) ?? ""
    let isBad = point?.outcome == .failure || point?.outcome == .timeout
    rows.append([
      Table.Cell(text: text, styled: terminal.styled(text, .dim)),
      Table.Cell(text: time.map { view.offset(of: $0, from: start) } ?? "", isEmpty: time == nil),
      Table.Cell(text: took, isEmpty: took.isEmpty), Table.Cell(text: "", isEmpty: true),
      Table.Cell(
        text: ending, styled: isBad ? terminal.styled(ending, .red) : nil, isEmpty: ending.isEmpty),
      Table.Cell(text: "", isEmpty: true),
    ])
  }
}

/// What stands before a line of a tree.
enum TreeBranches {
  /// Deeper ones are drawn no further to the right.
  private static let deepest = 10

  /// - Parameter isLast: of the span and of each one around it, whether it is the last of its parent's.
  static func before(_ isLast: [Bool]) -> String {
    guard let own = isLast.last, isLast.count > 1 else { return "" }
    return around(isLast.dropFirst().dropLast()) + (own ? "└─ " : "├─ ")
  }

  static func below(_ isLast: [Bool], hasChildren: Bool) -> String {
    around(isLast.dropFirst()) + (hasChildren ? "│  " : "   ")
  }

  private static func around(_ isLast: some Collection<Bool>) -> String {
    let shown = isLast.prefix(deepest).map { $0 ? "   " : "│  " }.joined()
    return isLast.count > deepest ? shown + "⋯ " : shown
  }
}
