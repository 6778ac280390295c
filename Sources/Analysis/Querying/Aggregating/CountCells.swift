import Events

/// How many events there are, or of how many something is there and is not false.
struct CountCells: AggregateCells {
  private var counts: [Int] = []

  mutating func grow() { counts.append(0) }

  mutating func add(_ datum: Datum, at position: Int64, to group: Int) -> Bool {
    if case .flag(false) = datum { return false }
    counts[group] += 1
    return false
  }

  mutating func add(_ number: PlainNumber, at position: Int64, to group: Int) -> Bool {
    counts[group] += 1
    return false
  }

  mutating func merge(_ other: CountCells, into groups: [Int]) {
    for (cell, group) in groups.enumerated() { counts[group] += other.counts[cell] }
  }

  func datum(of group: Int) -> Datum { .whole(Int64(counts[group])) }
}
