/// The values that stand first, or last, in the log.
struct EndCells: AggregateCells {
  private var found: [(datum: Datum, position: Int64)] = []
  private let isFirst: Bool

  init(isFirst: Bool) { self.isFirst = isFirst }

  mutating func grow() { found.append((.missing, 0)) }

  mutating func add(_ datum: Datum, at position: Int64, to group: Int) -> Bool {
    let place = found[group].position
    let isBetter =
      found[group].datum.isMissing || (isFirst ? position < place : position > place)
    if isBetter { found[group] = (datum, position) }
    return false
  }

  mutating func merge(_ other: EndCells, into groups: [Int]) {
    for (cell, group) in groups.enumerated() where !other.found[cell].datum.isMissing {
      _ = add(other.found[cell].datum, at: other.found[cell].position, to: group)
    }
  }

  func datum(of group: Int) -> Datum { found[group].datum }
}
