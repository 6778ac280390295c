import TLM

/// Rows of bars, each of parts beside each other.
struct StackedBars {
  /// A row: its name and the size of each part.
  struct Row {
    let name: String
    let parts: [Double]
    /// What stands behind it.
    let note: String
  }

  let styles: [String]
  let words: [String]
  let rows: [Row]
  /// Whether each bar is as long as the others, so that parts can be compared.
  let isWhole: Bool

  private static let (names, notes, pitch) = (150.0, 58.0, 22.0)

  var drawing: Figure.Drawing {
    let room = Figure.width - Self.names - Self.notes
    let greatest = rows.map { $0.parts.reduce(0, +) }.max() ?? 0
    let shapes = rows.enumerated().map { place, row -> HTML in
      let (top, sum) = (Double(place) * Self.pitch, row.parts.reduce(0, +))
      let unit = (isWhole ? sum : greatest) > 0 ? room / (isWhole ? sum : greatest) : 0
      var left = Self.names
      var bars = Shape.rect("ground", x: left, y: top + 4, width: room, height: 14)
      for (part, size) in row.parts.enumerated() where size > 0 {
        bars =
          bars
          + Shape.rect(
            styles[part], x: left, y: top + 4, width: size * unit, height: 14,
            about: "\(row.name): \(Words.number(size)) \(words[part])")
        left += size * unit
      }
      return Shape.text(
        Words.short(row.name, to: 24), x: Self.names - 8, y: top + 15, .end, style: "name")
        + bars + Shape.text(row.note, x: Figure.width, y: top + 15, .end)
    }
    return Figure.Drawing(
      height: max(30, Int(Double(rows.count) * Self.pitch + 6)), shapes: shapes.joined())
  }

  /// The picture and its numbers.
  func figure(_ name: String, of what: String) -> Figure {
    // Of what there is none nothing is said.
    let told = words.indices.filter { part in rows.contains { $0.parts[part] > 0 } }
    let columns: [ReportPage.Table.Column<Row>] =
      [.text(what) { $0.name }] + told.map { part in .number(words[part]) { $0.parts[part] } }
      + [.text("") { $0.note }]
    return Figure(
      name: name, legend: told.map { (styles[$0], words[$0]) }, drawing: drawing,
      table: ReportPage.Table(of: rows, columns))
  }
}
