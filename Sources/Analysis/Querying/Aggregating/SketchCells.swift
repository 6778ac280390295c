import TLM

/// Quantiles of numbers or, where there are none, of lengths of time.
struct SketchCells: AggregateCells {
  private struct Cell {
    var numbers = NumberSketch()
    var lengths = Distribution()
  }

  private var cells: [Cell] = []
  /// By thousandths of a percent.
  private let share: Int

  init(share: Int) { self.share = share }

  mutating func grow() { cells.append(Cell()) }

  mutating func add(_ datum: Datum, at position: Int64, to group: Int) -> Bool {
    if case .duration(let length) = datum {
      cells[group].lengths.record(Nanoseconds(rawValue: length))
    } else if let number = datum.double {
      cells[group].numbers.add(number)
    }
    return false
  }

  mutating func add(_ number: PlainNumber, at position: Int64, to group: Int) -> Bool {
    cells[group].numbers.add(number.double)
    return false
  }

  mutating func merge(_ other: SketchCells, into groups: [Int]) {
    for (cell, group) in groups.enumerated() {
      cells[group].numbers.merge(other.cells[cell].numbers)
      cells[group].lengths.merge(other.cells[cell].lengths)
    }
  }

  func datum(of group: Int) -> Datum {
    if let number = cells[group].numbers.percentile(share) { return .decimal(number) }
    let lengths = cells[group].lengths
    if lengths.count == 0 { return .missing }
    let rank = Rank.nearest(share, of: lengths.count)
    return lengths.value(ofRank: rank).map { .duration($0.rawValue) } ?? .missing
  }
}
