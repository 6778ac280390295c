/// Columns of text, aligned; as wide as they need to be.
struct Table {
  enum Alignment { case left, right }

  /// What stands in a cell, and the same with colours where it brings its own.
  struct Cell {
    let text: String
    var styled: String?
  }

  private var rows: [[Cell]] = []
  private let alignments: [Alignment]
  private let header: [String]

  init(_ columns: [(title: String, Alignment)]) {
    header = columns.map(\.title)
    alignments = columns.map(\.1)
  }

  mutating func add(_ row: [String]) { add(row.map { Cell(text: $0) }) }

  mutating func add(_ row: [Cell]) {
    precondition(row.count == header.count, "a row has as many cells as the table has columns")
    rows.append(row)
  }

  var isEmpty: Bool { rows.isEmpty }

  /// The lines of the table; its header is dim where there is colour.
  func lines(for terminal: Terminal, style: (Int, String) -> Terminal.Style? = { _, _ in nil })
    -> [String]
  {
    let widths = header.indices.map { column in
      rows.map { Self.width($0[column].text) }.reduce(Self.width(header[column]), max)
    }
    func line(_ cells: [Cell], style: (Int, String) -> Terminal.Style?) -> String {
      var line = ""
      for (column, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: max(0, widths[column] - Self.width(cell.text)))
        let shown =
          style(column, cell.text).map { terminal.styled(cell.text, $0) } ?? cell.styled
          ?? cell.text
        let isLast = column == cells.count - 1
        switch alignments[column] {
        case .left: line += shown + (isLast ? "" : space)
        case .right: line += space + shown
        }
        if !isLast { line += "  " }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    return [line(header.map { Cell(text: $0) }) { _, _ in .dim }]
      + rows.map { line($0, style: style) }
  }

  /// Columns that a terminal gives the text: a wide character takes two.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x300...0x36f, 0xfe00...0xfe0f: sum
      case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
        0xff00...0xff60, 0x1f300...0x1faff, 0x20000...0x3fffd:
        sum + 2
      default: sum + 1
      }
    }
  }
}
