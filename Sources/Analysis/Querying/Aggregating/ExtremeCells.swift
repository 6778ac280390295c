import Events

/// The least values, or the greatest.
struct ExtremeCells: AggregateCells {
  private var found: [Datum] = []
  private let isLeast: Bool

  init(isLeast: Bool) { self.isLeast = isLeast }

  mutating func grow() { found.append(.missing) }

  mutating func add(_ datum: Datum, at position: Int64, to group: Int) -> Bool {
    let best = found[group]
    let isBetter = best.isMissing || (isLeast ? datum.precedes(best) : best.precedes(datum))
    if isBetter { found[group] = datum.plain }
    return false
  }

  mutating func add(_ number: PlainNumber, at position: Int64, to group: Int) -> Bool {
    guard number.isWhole, case .whole(let best) = found[group] else {
      return add(Datum(number), at: position, to: group)
    }
    let isBetter = isLeast ? number.digits < best : number.digits > best
    if isBetter { found[group] = .whole(number.digits) }
    return false
  }

  mutating func merge(_ other: ExtremeCells, into groups: [Int]) {
    for (cell, group) in groups.enumerated() where !other.found[cell].isMissing {
      _ = add(other.found[cell], at: 0, to: group)
    }
  }

  func datum(of group: Int) -> Datum { found[group] }
}
