import TLM

/// A number over time, with the bounds at which rules act.
struct TimeLine {
  let points: [(time: Timestamp, value: Double)]
  /// Bounds, each with what happens there.
  let thresholds: [(value: Double, name: String)]
  let from: Timestamp
  let to: Timestamp
  let unit: String

  private static let (left, top, bottom, height) = (56.0, 10.0, 24.0, 190.0)
  /// Points that are drawn; of more every so many-th.
  private static let most = 600

  var drawing: Figure.Drawing {
    let greatest = (points.map(\.value) + thresholds.map(\.value)).max() ?? 0
    let scale = RoundScale(greatest)
    let room = Self.height - Self.top - Self.bottom
    func y(_ value: Double) -> Double {
      Self.top + room * (1 - max(0, min(1, value / scale.top)))
    }
    let length = max(1, to.since(from)?.seconds ?? 1)
    func x(_ time: Timestamp) -> Double {
      let share = (time.since(from)?.seconds ?? 0) / length
      return Self.left + (Figure.width - Self.left) * max(0, min(1, share))
    }
    let grid = scale.ticks.map { tick in
      Shape.line("grid", from: (Self.left, y(tick)), to: (Figure.width, y(tick)))
        + Shape.text(Words.tick(tick), x: Self.left - 6, y: y(tick) + 4, .end)
    }
    let bounds = thresholds.map { bound in
      Shape.line("threshold", from: (Self.left, y(bound.value)), to: (Figure.width, y(bound.value)))
        + Shape.text(
          bound.name, x: Figure.width - 4, y: y(bound.value) - 4, .end, style: "threshold-name")
    }
    let ends = [
      Shape.text(String(Words.time(from).suffix(8)), x: Self.left, y: Self.height - 6),
      Shape.text(String(Words.time(to).suffix(8)), x: Figure.width, y: Self.height - 6, .end),
    ]
    return Figure.Drawing(
      height: Int(Self.height), shapes: (grid + [path(x, y)] + bounds + ends).joined())
  }

  private func path(_ x: (Timestamp) -> Double, _ y: (Double) -> Double) -> HTML {
    let step = max(1, points.count / Self.most)
    let shown = points.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    guard shown.count > 1 else {
      return shown.map {
        Shape.rect("ink", x: x($0.time) - 2, y: y($0.value) - 2, width: 4, height: 4)
      }.joined()
    }
    let corners = shown.map { "\(.tenths(x($0.time))),\(.tenths(y($0.value)))" as HTML }
    return "<polyline class=\"trace\" points=\"\(corners.joined(by: " "))\"/>"
  }

  func figure(_ name: String) -> Figure {
    Figure(
      name: name, drawing: drawing,
      table: ReportPage.Table(
        of: points.suffix(30), .time("when") { $0.time }, .number(unit) { $0.value }))
  }
}
