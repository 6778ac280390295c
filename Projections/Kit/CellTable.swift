/// A tally for each cell, as a dictionary, but quick to find again by what a line says.
///
/// Hashing three labels costs more than all the rest of recording a duration. The places of cells
/// that were asked for lately are kept by the bytes of their texts. What is kept so is no part of
/// the state: it is neither compared nor encoded.
struct CellTable<Cell: Codable & Hashable & Sendable, Tally: Codable & Equatable & Sendable>:
  Sendable
{
  private var cells: [Cell] = []
  private var tallies: [Tally] = []
  private var places: [Cell: Int] = [:]
  private var recent: [Recent?] = []

  private struct Recent: Sendable {
    var texts: ShortTexts
    var place: Int
  }

  /// Every cell with its tally, in no order.
  var all: [(cell: Cell, tally: Tally)] { zip(cells, tallies).map { (cell: $0, tally: $1) } }

  /// The cell at a place.
  func cell(at place: Int) -> Cell { cells[place] }

  /// Changes the tally at a place.
  mutating func update(at place: Int, _ change: (inout Tally) -> Void) { change(&tallies[place]) }

  /// Where a cell is; it begins as `start` if it is new.
  mutating func place(of cell: Cell, from start: @autoclosure () -> Tally) -> Int {
    if let place = places[cell] { return place }
    places[cell] = cells.count
    cells.append(cell)
    tallies.append(start())
    return cells.count - 1
  }

  /// Where the cell is that was last found by these texts; nil if it was not lately.
  func recentPlace(by texts: ShortTexts) -> Int? {
    if recent.isEmpty { return nil }
    let slot = Self.slot(of: texts)
    if let known = recent[slot], known.texts == texts { return known.place }
    // Of two that fall together the first has its neighbour's slot.
    if let known = recent[slot ^ 1], known.texts == texts { return known.place }
    return nil
  }

  /// From now on the texts, if they are whole, tell the cell at the place.
  mutating func remember(_ place: Int, by texts: ShortTexts) {
    guard texts.areWhole else { return }
    if recent.isEmpty { recent = Array(repeating: nil, count: 256) }
    let slot = Self.slot(of: texts)
    if recent[slot] != nil { recent[slot ^ 1] = recent[slot] }
    recent[slot] = Recent(texts: texts, place: place)
  }

  private static func slot(of texts: ShortTexts) -> Int {
    Int(truncatingIfNeeded: texts.mixed >> 56)  // eight bits for 256 slots
  }

  private var dictionary: [Cell: Tally] {
    Dictionary(uniqueKeysWithValues: zip(cells, tallies))
  }
}

extension CellTable: Equatable {
  static func == (left: CellTable, right: CellTable) -> Bool { left.dictionary == right.dictionary }
}

extension CellTable: Codable {
  init(from decoder: any Decoder) throws {
    let dictionary = try decoder.singleValueContainer().decode([Cell: Tally].self)
    for (cell, tally) in dictionary { _ = place(of: cell, from: tally) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(dictionary)
  }
}
