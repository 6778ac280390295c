/// How many different values there are.
struct DistinctCells: AggregateCells {
  private var values: [Set<Datum>] = []

  mutating func grow() { values.append([]) }

  mutating func add(_ datum: Datum, at position: Int64, to group: Int) -> Bool {
    values[group].insert(datum.plain).inserted
  }

  mutating func merge(_ other: DistinctCells, into groups: [Int]) {
    for (cell, group) in groups.enumerated() { values[group].formUnion(other.values[cell]) }
  }

  var kept: Int { values.reduce(0) { $0 + $1.count } }

  func datum(of group: Int) -> Datum { .whole(Int64(values[group].count)) }
}
