import TLM

/// Columns beside each other, each of parts on top of each other, over an axis of words.
struct Columns {
  struct Column {
    let name: String
    let parts: [Double]
  }

  let styles: [String]
  let words: [String]
  let columns: [Column]

  private static let (left, top, bottom, height) = (46.0, 8.0, 26.0, 220.0)

  var drawing: Figure.Drawing {
    let scale = RoundScale(columns.map { $0.parts.reduce(0, +) }.max() ?? 0)
    let room = Self.height - Self.top - Self.bottom
    func y(_ value: Double) -> Double { Self.top + room * (1 - value / scale.top) }
    let grid = scale.ticks.map { tick in
      Shape.line("grid", from: (Self.left, y(tick)), to: (640, y(tick)))
        + Shape.text(Words.number(tick), x: Self.left - 6, y: y(tick) + 4, .end)
    }
    let pitch = (640 - Self.left) / Double(max(1, columns.count))
    let every = max(1, Int((70 / pitch).rounded(.up)))
    let bars = columns.enumerated().map { place, column -> HTML in
      let x = Self.left + Double(place) * pitch
      var (sum, bar) = (0.0, HTML.nothing)
      for (part, size) in column.parts.enumerated() where size > 0 {
        bar =
          bar
          + Shape.rect(
            styles[part], x: x + pitch * 0.1, y: y(sum + size), width: max(1, pitch * 0.8),
            height: y(sum) - y(sum + size),
            about: "\(column.name): \(Words.number(size)) \(words[part])")
        sum += size
      }
      let name =
        place % every == 0
        ? Shape.text(column.name, x: x + pitch / 2, y: Self.height - 8, .middle) : .nothing
      return bar + name
    }
    return Figure.Drawing(height: Int(Self.height), shapes: (grid + bars).joined())
  }

  func figure(_ name: String, of what: String) -> Figure {
    let cells: [ReportPage.Table.Column<Column>] =
      [.text(what) { $0.name }]
      + words.indices.map { part in .number(words[part]) { $0.parts[part] } }
    return Figure(
      name: name, legend: words.count > 1 ? Array(zip(styles, words)) : [], drawing: drawing,
      table: ReportPage.Table(of: columns, cells))
  }
}
