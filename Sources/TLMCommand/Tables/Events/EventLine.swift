/// One line of a table of events, put together cell by cell.
struct EventLine {
  private var bytes: [UInt8] = []
  /// Columns of the terminal that nothing has taken.
  private(set) var left: Int

  private static let usualLength = 256

  /// - Parameter room: the columns of the terminal.
  init(in room: Int) {
    left = room
    bytes.reserveCapacity(Self.usualLength)
  }

  /// A cell of so many columns; a number stands to the right in them. What is last ends where it ends.
  mutating func add(
    _ cell: String, width: Int, isNumber: Bool = false, isLast: Bool = false,
    _ style: (String) -> String = { $0 }
  ) {
    let (text, taken) = TextWidth.fitted(cell, to: max(0, min(width, left)))
    let space = isLast ? 0 : max(0, width - taken)
    if isNumber { add(spaces: space) }
    bytes += style(text).utf8
    if !isNumber { add(spaces: space) }
    if !isLast { add(spaces: TableLayout.gap) }
    left -= width + TableLayout.gap
  }

  /// The last cell: as much of it as there is room for.
  mutating func end(_ text: String) {
    bytes += TextWidth.fitted(text, to: max(0, left)).text.utf8
  }

  /// All of it, without spaces at its end.
  mutating func finish() -> [UInt8] {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return bytes
  }

  private mutating func add(spaces count: Int) {
    bytes += repeatElement(UInt8(ascii: " "), count: count)
  }
}
