/// Columns of text, aligned; as wide as they need to be, and never wider than the terminal.
struct Table {
  /// On which side cells stand below each other, and whether they may be shortened.
  enum Alignment {
    case left
    /// Numbers, which are left out rather than shortened.
    case right
    /// To the left, and as numbers.
    case whole
  }

  /// A column.
  struct Column {
    let title: String
    let alignment: Alignment
    /// Whether the others are worth more where there is little room.
    var isSpare = false
  }

  /// What stands in a cell, and the same with colours where it brings its own.
  struct Cell {
    let text: String
    var styled: String?
    /// Whether there is nothing in it that anybody looks for.
    var isEmpty = false
  }

  /// Cells of text may be shortened to so many columns.
  private static let least = 8
  /// Those that say what a row is about, to so many.
  private static let leastName = 16

  private var rows: [[Cell]] = []
  private let columns: [Column]

  init(_ columns: [(title: String, Alignment)]) {
    self.init(columns: columns.map { Column(title: $0.title, alignment: $0.1) })
  }

  init(columns: [Column]) { self.columns = columns }

  mutating func add(_ row: [String]) { add(row.map { Cell(text: $0) }) }

  mutating func add(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row has as many cells as the table has columns")
    rows.append(row)
  }

  var isEmpty: Bool { rows.isEmpty }

  /// Columns of the whole of it.
  var width: Int {
    columns.indices.reduce(TableLayout.gap * (columns.count - 1)) { $0 + width(of: $1) }
  }

  /// The lines of the table; its header is dim where there is colour.
  func lines(for terminal: Terminal, style: (Int, String) -> Terminal.Style? = { _, _ in nil })
    -> [String]
  {
    let widths = TableLayout(columns.indices.map(layout), in: terminal.width).widths
    let header = titles(widths).map { Cell(text: $0) }
    return ([header] + rows).enumerated().map { number, cells in
      let line = line(cells, widths) { column, cell in
        number == 0 ? .dim : style(column, cell.text)
      } styled: {
        terminal.styled($0, $1)
      }
      return terminal.width == .max ? line : TextWidth.shortened(line, to: terminal.width)
    }
  }

  private func line(
    _ cells: [Cell], _ widths: [Int?], style: (Int, Cell) -> Terminal.Style?,
    styled: (String, Terminal.Style) -> String
  ) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      guard let room = widths[column] else { continue }
      let text = TextWidth.shortened(cell.text, to: room)
      let space = String(repeating: " ", count: max(0, room - TextWidth.columns(of: text)))
      let shown =
        style(column, cell).map { styled(text, $0) }
        ?? cell.styled.map { TextWidth.shortened($0, to: room) } ?? text
      line += columns[column].alignment == .right ? space + shown : shown + space
      line += String(repeating: " ", count: TableLayout.gap)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension Table {
  private func width(of column: Int) -> Int {
    rows.map { TextWidth.columns(of: $0[column].text) }
      .reduce(TextWidth.columns(of: columns[column].title), max)
  }

  private func layout(of column: Int) -> TableLayout.Column {
    let width = width(of: column)
    let isText = columns[column].alignment == .left
    let least = column == 0 ? Self.leastName : Self.least
    return TableLayout.Column(
      width: width, least: isText ? min(width, least) : width, rank: rank(of: column))
  }

  private func rank(of column: Int) -> TableLayout.Rank {
    if column == 0 { return .kept }
    if !rows.isEmpty && rows.allSatisfy({ $0[column].isEmpty }) { return .empty }
    return columns[column].isSpare ? .spare : .needed
  }

  /// A column without a title goes with the one before it, and takes its title where that is gone.
  private func titles(_ widths: [Int?]) -> [String] {
    var titles = columns.map(\.title)
    for column in titles.indices.dropLast()
    where widths[column] == nil && widths[column + 1] != nil && titles[column + 1].isEmpty {
      titles[column + 1] = titles[column]
    }
    return titles
  }
}
