import TLM

/// What the events of a group have in common.
struct GroupKey: Hashable, Sendable {
  let first: Datum
  /// Kept apart, because most groups have one key.
  let rest: [Datum]

  func precedes(_ other: GroupKey) -> Bool {
    if first != other.first { return first.precedes(other.first) }
    for (left, right) in zip(rest, other.rest) where left != right { return left.precedes(right) }
    return false
  }
}

/// Groups, each with what its events come to.
struct GroupTable: Sendable {
  private var keys: [GroupKey] = []
  /// For each aggregate what it has come to in each of the groups.
  private var cells: [any AggregateCells]
  /// Distinct values that were added here and have to be kept.
  private var values = 0

  /// Groups at most, in one answer.
  static let limit = 100_000
  /// Distinct values at most.
  static let valueLimit = 2_000_000

  init(_ kinds: [Aggregate.Kind]) { cells = kinds.map(\.cells) }

  var count: Int { keys.count }

  var isFull: Bool { keys.count > Self.limit || values > Self.valueLimit }

  /// Makes a group that is not there yet.
  mutating func append(_ key: GroupKey) {
    keys.append(key)
    for place in cells.indices { cells[place].grow() }
  }

  mutating func add(_ datum: Datum, at position: Int64, to place: Int, of group: Int) {
    if cells[place].add(datum, at: position, to: group) { values += 1 }
  }

  mutating func add(_ number: PlainNumber, at position: Int64, to place: Int, of group: Int) {
    if cells[place].add(number, at: position, to: group) { values += 1 }
  }

  /// One table of all that others have come to, which are of one question.
  ///
  /// - Throws: `question`, where there was more than can be kept.
  static func merging(_ tables: [GroupTable], _ kinds: [Aggregate.Kind]) throws(AnalysisError)
    -> GroupTable
  {
    var all = GroupTable(kinds)
    var places: [GroupKey: Int] = [:]
    for table in tables {
      let groups = table.keys.map { key in
        if let place = places[key] { return place }
        places[key] = all.count
        all.append(key)
        return all.count - 1
      }
      try table.check()
      try all.check()
      for place in all.cells.indices {
        all.cells[place].mergeAlike(table.cells[place], into: groups)
      }
    }
    try all.check()
    return all
  }

  private func check() throws(AnalysisError) {
    if keys.count > Self.limit {
      throw .question(
        "there are more than \(Self.limit) groups; ask for fewer events with --where, or group by "
          + "something that fewer have in common")
    }
    let kept = cells.reduce(0) { $0 + $1.kept }
    if values > Self.valueLimit || kept > Self.valueLimit {
      throw .question(
        "distinct() met more than \(Self.valueLimit) values; ask for fewer events with --where")
    }
  }

  /// A row for each group, in the order of their keys; without any key there is one in any case.
  func rows(_ aggregates: [Aggregate], hasKeys: Bool) -> [[Datum]] {
    if !hasKeys && keys.isEmpty { return [Self.empty(aggregates)] }
    return keys.indices.sorted { keys[$0].precedes(keys[$1]) }.map { group in
      let key = hasKeys ? [keys[group].first] + keys[group].rest : []
      return key + cells.map { $0.datum(of: group) }
    }
  }

  /// What no events at all come to.
  static func empty(_ aggregates: [Aggregate]) -> [Datum] {
    aggregates.map { aggregate in
      var cells = aggregate.kind.cells
      cells.grow()
      return cells.datum(of: 0)
    }
  }
}
