import Events

/// What one aggregate has come to, a cell for each group, all changed in their place. What comes of
/// parts is the same in whatever order they are merged.
protocol AggregateCells: Sendable {
  /// Makes a cell for one more group.
  mutating func grow()

  /// Takes in the value of an event, which is not missing. True where that is one more value that has
  /// to be kept.
  mutating func add(_ datum: Datum, at position: Int64, to group: Int) -> Bool

  /// The same of a number of few digits.
  mutating func add(_ number: PlainNumber, at position: Int64, to group: Int) -> Bool

  /// Adds what another part has come to.
  ///
  /// - Parameter groups: for each cell of the other part the group that it belongs to here.
  mutating func merge(_ other: Self, into groups: [Int])

  /// Distinct values that are kept.
  var kept: Int { get }

  /// What a group has come to.
  func datum(of group: Int) -> Datum
}

extension AggregateCells {
  mutating func add(_ number: PlainNumber, at position: Int64, to group: Int) -> Bool {
    add(Datum(number), at: position, to: group)
  }

  /// The same as `merge`, where nobody but their maker knows that the two are of one kind.
  mutating func mergeAlike(_ other: any AggregateCells, into groups: [Int]) {
    guard let other = other as? Self else {
      preconditionFailure("parts of one question have cells of the same kinds")
    }
    merge(other, into: groups)
  }

  var kept: Int { 0 }
}

extension Aggregate.Kind {
  /// Cells of no groups yet.
  var cells: any AggregateCells {
    switch self {
    case .count: CountCells()
    case .sum: SumCells(isMean: false)
    case .avg: SumCells(isMean: true)
    case .min: ExtremeCells(isLeast: true)
    case .max: ExtremeCells(isLeast: false)
    case .first: EndCells(isFirst: true)
    case .last: EndCells(isFirst: false)
    case .distinct: DistinctCells()
    case .percentile(let share): SketchCells(share: share)
    }
  }
}
