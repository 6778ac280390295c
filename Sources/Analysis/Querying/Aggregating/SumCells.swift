import Events

/// Sums or means, of numbers or, where there are none, of lengths of time.
struct SumCells: AggregateCells {
  private struct Cell {
    var numbers = ExactSum()
    /// The sum of lengths of time in nanoseconds, and how many there are.
    var lengths: Int128 = 0
    var lengthCount = 0
  }

  private var cells: [Cell] = []
  private let isMean: Bool

  init(isMean: Bool) { self.isMean = isMean }

  mutating func grow() { cells.append(Cell()) }

  mutating func add(_ datum: Datum, at position: Int64, to group: Int) -> Bool {
    if case .duration(let length) = datum {
      cells[group].lengths += Int128(length)
      cells[group].lengthCount += 1
    } else {
      cells[group].numbers.add(datum)
    }
    return false
  }

  mutating func add(_ number: PlainNumber, at position: Int64, to group: Int) -> Bool {
    cells[group].numbers.add(number)
    return false
  }

  mutating func merge(_ other: SumCells, into groups: [Int]) {
    for (cell, group) in groups.enumerated() {
      cells[group].numbers.merge(other.cells[cell].numbers)
      cells[group].lengths += other.cells[cell].lengths
      cells[group].lengthCount += other.cells[cell].lengthCount
    }
  }

  func datum(of group: Int) -> Datum {
    let cell = cells[group]
    if cell.numbers.count > 0 || cell.lengthCount == 0 {
      return isMean ? cell.numbers.mean : cell.numbers.datum
    }
    let total = isMean ? Self.mean(cell.lengths, cell.lengthCount) : cell.lengths
    // Centuries are told in seconds.
    return Int64(exactly: total).map(Datum.duration) ?? .decimal(Double(total) / 1e9)
  }

  /// Rounded half away from zero.
  private static func mean(_ sum: Int128, _ count: Int) -> Int128 {
    let (whole, rest) = sum.magnitude.quotientAndRemainder(dividingBy: UInt128(count))
    let rounded = Int128(whole) + (2 * rest >= UInt128(count) ? 1 : 0)
    return sum < 0 ? -rounded : rounded
  }
}
