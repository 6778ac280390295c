import Analysis
import TLM

/// A trace as what happened one after the other, across all that went on at the same time.
struct TraceTimeLines {
  private let view: TraceView

  init(_ view: TraceView) { self.view = view }

  /// Something that happens: in the order of time, and at one time what ends before what begins.
  private struct Moment {
    let time: Timestamp
    let rank: Int
    let place: Int
    let depth: Int
    let text: String
    var took = ""
    var ending = ""
    var style: Terminal.Style?
  }

  var lines: [String] {
    var table = Table(columns: [
      .init(title: "time", alignment: .whole), .init(title: "at", alignment: .right, isSpare: true),
      .init(title: "what", alignment: .left), .init(title: "took", alignment: .right),
      .init(title: "ended", alignment: .whole),
    ])
    let moments = moments.sorted {
      ($0.time, $0.rank, $0.place) < ($1.time, $1.rank, $1.place)
    }
    for moment in moments {
      let indent = String(repeating: "  ", count: min(moment.depth, Self.deepest))
      let text = indent + moment.text
      table.add([
        Table.Cell(text: LocalTime.text(moment.time, for: view.terminal)),
        Table.Cell(text: view.offset(of: moment.time)),
        Table.Cell(
          text: text, styled: moment.text.hasPrefix("·") ? view.terminal.styled(text, .dim) : nil),
        Table.Cell(text: moment.took, isEmpty: moment.took.isEmpty),
        Table.Cell(
          text: moment.ending, styled: moment.style.map { view.terminal.styled(moment.ending, $0) },
          isEmpty: moment.ending.isEmpty),
      ])
    }
    return table.lines(for: view.terminal)
  }

  private static let deepest = 8

  private var moments: [Moment] {
    var moments: [Moment] = []
    for (place, span) in view.tree.spans.enumerated() {
      let title = view.title(of: span)
      moments.append(
        Moment(time: span.start, rank: 1, place: place, depth: span.depth, text: "▸ " + title))
      moments += span.points.map { point($0, place, span.depth + 1) }
      // Of those that end at the same time the inner one ends first.
      moments.append(
        Moment(
          time: span.end, rank: span.end == span.start ? 3 : 0, place: -place, depth: span.depth,
          text: "◂ " + title, took: Numbers.duration(span.duration.seconds),
          ending: view.ending(of: span), style: view.style(of: span)))
    }
    return moments + view.tree.loose.map { point($0, 0, 0) }
  }

  private func point(_ point: SpanPoint, _ place: Int, _ depth: Int) -> Moment {
    let isBad = point.outcome == .failure || point.outcome == .timeout
    return Moment(
      time: point.time, rank: 2, place: place, depth: depth, text: "· " + SafeText.of(point.name),
      ending: point.outcome.map(\.rawValue) ?? "", style: isBad ? .red : nil)
  }
}
