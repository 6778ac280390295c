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
      Shape.line("grid", from: (Self.left, y(tick)), to: (Figure.width, y(tick)))
        + Shape.text(Words.tick(tick), x: Self.left - 6, y: y(tick) + 4, .end)
    }
    let pitch = (Figure.width - Self.left) / Double(max(1, columns.count))
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
    // Of what there is none nothing is said.
    let told = words.indices.filter { part in columns.contains { $0.parts[part] > 0 } }
    let cells: [ReportPage.Table.Column<Column>] =
      [.text(what) { $0.name }] + told.map { part in .number(words[part]) { $0.parts[part] } }
    let legend = told.map { (style: styles[$0], word: words[$0]) }
    return Figure(
      name: name, legend: words.count > 1 ? legend : [], drawing: drawing,
      table: ReportPage.Table(of: columns, cells))
  }
}
