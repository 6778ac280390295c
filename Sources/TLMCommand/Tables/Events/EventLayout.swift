import TLM

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
    func hasRest() -> Bool { rows.contains { $0.hasRest(besides: columns) } }
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

  func header(for terminal: Terminal) -> [UInt8] {
    var line = EventLine(in: room)
    line.add("time", width: timeWidth)
    line.add("event", width: nameWidth)
    for (place, column) in columns.enumerated() {
      // What stands last is not followed by room.
      let isLast = !hasRest && place == columns.count - 1
      line.add(
        EventColumn.all[column].title, width: widths[place], isNumber: isNumber(column),
        isLast: isLast)
    }
    if hasRest { line.end("fields") }
    let text = String(decoding: line.finish(), as: UTF8.self)
    return Array(terminal.styled(text, .dim).utf8)
  }

  func line(of event: borrowing Event, for terminal: Terminal) -> [UInt8] {
    var line = EventLine(in: room)
    line.add(EventRow.time(of: event), width: timeWidth) { terminal.styled($0, .dim) }
    line.add(EventRow.name(of: event), width: nameWidth) { terminal.styled($0, .cyan) }
    var speaking = 0
    for (place, column) in columns.enumerated() {
      let cell = EventColumn.all[column].text(event)
      if cell != nil { speaking |= 1 << column }
      line.add(
        cell.map(EventRow.shown) ?? "", width: widths[place], isNumber: isNumber(column))
    }
    if line.left > 0 { line.end(EventRow.rest(of: event, besides: speaking, in: line.left)) }
    return line.finish()
  }

  private func isNumber(_ column: Int) -> Bool { EventColumn.all[column].alignment == .right }
}
