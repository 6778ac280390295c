/// Which columns a table of events has, and how wide they are.
struct EventLayout {
  /// Those of `EventColumn.all` that it has.
  private let columns: [Int]
  private let widths: [Int]
  private let timeWidth: Int
  private let nameWidth: Int
  /// Whether there is anything besides.
  private let hasRest: Bool
  private let room: Int

  /// A column is worth its room if one event in so many has something to put there.
  private static let rarity = 5
  private static let longestName = 28
  private static let longestCell = 20
  /// What the fields without a column get at least.
  private static let leastRest = 16

  /// - Parameter room: the columns of the terminal.
  init(for rows: [EventRow], in room: Int) {
    self.room = room
    timeWidth = rows.map(\.time.count).max() ?? 0
    let names = min(Self.longestName, Self.width(of: rows.map(\.name), "event"))
    nameWidth = min(names, max(8, room - timeWidth - TableLayout.gap))
    var columns = EventColumn.all.indices.filter { column in
      rows.count { $0.cells[column] != nil } * Self.rarity >= rows.count
    }
    func widths() -> [Int] {
      columns.map { column in
        min(
          Self.longestCell,
          Self.width(of: rows.compactMap { $0.cells[column] }, EventColumn.all[column].title))
      }
    }
    func hasRest() -> Bool { rows.contains { !$0.rest(besides: columns, in: 0).isEmpty } }
    let fixed = timeWidth + nameWidth + TableLayout.gap
    while !columns.isEmpty,
      widths().reduce(
        fixed + (hasRest() ? Self.leastRest + TableLayout.gap : 0),
        {
          $0 + $1 + TableLayout.gap
        }) > room
    {
      columns.removeLast()
    }
    self.columns = columns
    self.widths = widths()
    self.hasRest = hasRest()
  }

  private static func width(of cells: [String], _ title: String) -> Int {
    cells.map(TextWidth.columns).reduce(title.count, max)
  }

  func header(for terminal: Terminal) -> String {
    let titles = columns.map { EventColumn.all[$0].title } + (hasRest ? ["fields"] : [])
    return terminal.styled(line(["time", "event"] + titles) { $1 }, .dim)
  }

  func line(of row: EventRow, for terminal: Terminal) -> String {
    let cells = columns.map { row.cells[$0] ?? "" } + [row.rest(besides: columns, in: room)]
    return line([row.time, row.name] + cells) { place, text in
      switch place {
      case 0: terminal.styled(text, .dim)
      case 1: terminal.styled(text, .cyan)
      default: text
      }
    }
  }

  /// The cells below each other; of the last one as much as there is room for.
  private func line(_ cells: [String], _ style: (Int, String) -> String) -> String {
    var line = ""
    var left = room
    let widths = [timeWidth, nameWidth] + widths
    for (place, cell) in cells.enumerated() {
      let width = place < widths.count ? widths[place] : left
      let text = TextWidth.shortened(cell, to: max(0, min(width, left)))
      let taken = TextWidth.columns(of: text)
      let isLast = place == cells.count - 1
      let space = String(repeating: " ", count: isLast ? 0 : max(0, width - taken))
      let isNumber =
        (2..<widths.count).contains(place)
        && EventColumn.all[columns[place - 2]].alignment == .right
      line += isNumber ? space + style(place, text) : style(place, text) + space
      line += isLast ? "" : "  "
      left -= width + TableLayout.gap
    }
    while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
    return line
  }
}
