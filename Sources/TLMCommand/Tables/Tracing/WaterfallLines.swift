import Analysis
import TLM

/// A trace as bars below each other, all on one scale of time; each root's begin at the left.
struct WaterfallLines {
  private let view: TraceView
  private let titles: [String]
  /// Columns of the bars.
  private let width: Int
  /// The length of the longest root.
  private let whole: Double

  /// Columns of the bars where there is room for any number.
  private static let usual = 60
  private static let narrowest = 10
  /// Columns of what stands behind them, with the gaps.
  private static let figures = 12 + 10 + 3 * TableLayout.gap
  private static let deepest = 10

  init(_ view: TraceView) {
    self.view = view
    titles = view.tree.spans.map { span in
      String(repeating: "  ", count: min(span.depth, Self.deepest)) + view.title(of: span)
    }
    let widest = titles.map { TextWidth.columns(of: $0) }.max() ?? 0
    let columns = view.terminal.width
    let room = columns == .max ? Self.usual : columns - Self.figures - min(widest, columns * 2 / 5)
    width = max(Self.narrowest, min(room, 2 * Self.usual))
    let roots = view.tree.spans.filter { $0.depth == 0 }
    whole = roots.map(\.duration.seconds).max() ?? 0
  }

  var lines: [String] {
    var table = Table(columns: [
      .init(title: "span", alignment: .left), .init(title: "", alignment: .whole),
      .init(title: "took", alignment: .right), .init(title: "ended", alignment: .whole),
    ])
    var start = view.tree.start
    for (span, title) in zip(view.tree.spans, titles) {
      if span.depth == 0 { start = span.start }
      let bar = bar(of: span, from: start ?? span.start)
      let ending = view.ending(of: span)
      table.add([
        Table.Cell(text: title, styled: span.isCritical ? view.terminal.styled(title, .bold) : nil),
        Table.Cell(text: bar, styled: view.terminal.styled(bar, style(of: span))),
        Table.Cell(text: Numbers.duration(span.duration.seconds)),
        Table.Cell(
          text: ending, styled: view.style(of: span).map { view.terminal.styled(ending, $0) },
          isEmpty: ending.isEmpty),
      ])
    }
    return table.lines(for: view.terminal)
  }

  private func style(of span: TraceSpan) -> Terminal.Style {
    switch span.status {
    case .error(type: "tlm.incomplete", _): .yellow
    case .error: .red
    case .unset: span.isCritical ? .cyan : .dim
    }
  }

  /// As many blocks as it takes of the whole, at least one, where they belong.
  private func bar(of span: TraceSpan, from start: Timestamp) -> String {
    guard whole > 0 else { return String(repeating: "█", count: width) }
    func column(_ time: Timestamp) -> Int {
      let share = (time.since(start)?.seconds ?? 0) / whole
      return Int((min(max(share, 0), 1) * Double(width)).rounded())
    }
    let from = min(column(span.start), width - 1)
    let to = min(max(column(span.end), from + 1), width)
    return String(repeating: " ", count: from) + String(repeating: "█", count: to - from)
      + String(repeating: " ", count: width - to)
  }
}
