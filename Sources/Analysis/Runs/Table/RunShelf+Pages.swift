import TLM

/// Some of the runs that meet a filter, and how many there are.
package struct RunPage: Sendable {
  package let runs: [RunRecord]
  package let total: Int
}

/// Runs that were found, to be read a portion at a time: a million of them are never all at hand.
package struct FoundRuns: Sendable {
  /// Of which table the numbers are.
  fileprivate let generation: Int
  fileprivate let numbers: [Int]
  /// How many meet the filter, those too that were not asked for.
  package let total: Int

  package var count: Int { numbers.count }

  /// The first of them.
  package func prefix(_ count: Int) -> FoundRuns {
    FoundRuns(generation: generation, numbers: Array(numbers.prefix(count)), total: total)
  }

  /// All of them, so many at a time.
  package func portions(of size: Int) -> [FoundRuns] {
    stride(from: 0, to: numbers.count, by: size).map { start in
      let numbers = Array(numbers[start..<min(start + size, numbers.count)])
      return FoundRuns(generation: generation, numbers: numbers, total: total)
    }
  }
}

extension RunShelf {
  /// A page of the runs that meet a filter, those that were recorded last first.
  ///
  /// - Throws: as `find` and `runs`.
  package func page(_ filter: RunFilter, offset: Int, limit: Int) throws -> RunPage {
    while true {
      let found = try find(filter, offset: offset, limit: limit)
      if let runs = try runs(found) { return RunPage(runs: runs, total: found.total) }
    }
  }

  /// Which runs meet a filter, those that were recorded last first.
  ///
  /// - Throws: as `Store.rows`.
  package func find(_ filter: RunFilter, offset: Int = 0, limit: Int) throws -> FoundRuns {
    try ask(filter) { table, rows in
      let page = table.page(filter, among: rows, offset: offset, limit: limit, countsAll: true)
      return FoundRuns(
        generation: table.generation, numbers: page.numbers, total: page.total)
    }
  }

  /// What runs are that were found; nil where the log is another one since.
  ///
  /// - Throws: as `Store.query`.
  package func runs(_ found: FoundRuns) throws -> [RunRecord]? {
    let keys = try ask { table -> [Label]? in
      guard table.generation == found.generation else { return nil }
      return found.numbers.map { table.key(of: $0) }
    }
    guard let keys else { return nil }
    let rows = try store.runs(under: keys)
    return keys.compactMap { key in rows[key].map { RunRecord(key, $0) } }
  }
}
