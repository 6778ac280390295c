import SystemCalls
package import TLM

/// The runs of a store for whoever asks for them again and again: their table is kept, and brought up by
/// what came to the log since.
package final class RunShelf: Sendable {
  private struct State {
    var table = RunsTable(through: .start, expecting: 0)
    /// Of which log the table is; nil before anybody has asked.
    var edition: Edition?
  }

  /// What makes another log of a log: another store in its place, or lines that were blanked.
  private struct Edition: Equatable {
    let store: String?
    let number: Int
  }

  let store: Store
  private let state = Guarded(State())
  private let parts = Guarded(Recent<[String], RunShelf>(most: RunShelf.mostParts))

  /// Parts of a store whose runs are kept.
  package static let mostParts = 8

  package init(of store: Store) { self.store = store }

  /// The shelf of this store, or of such events of it as are seen alone.
  ///
  /// - Throws: `noOrigin` where those are of no store any more.
  package func shelf(of store: Store) throws -> RunShelf {
    if !store.isPart { return self }
    let ids = try store.originIDs()
    return try parts.withLock { parts in
      try parts.value(of: ids) { RunShelf(of: try store.only(of: ids)) }
    }
  }

  /// Asks the table, which has everything that is in the log.
  package func ask<Answer>(_ question: (RunsTable) throws -> Answer) throws -> Answer {
    try withState(hasIDs: false) { try question($0.table) }
  }

  /// Asks for runs that meet a filter.
  ///
  /// - Parameter question: also told which runs have fields that meet it; nil where it asks for none.
  package func ask<Answer>(
    _ filter: RunFilter, _ question: (RunsTable, RunSet?) throws -> Answer
  ) throws -> Answer {
    while true {
      // Rows are read without the lock: nobody need wait for that.
      let rows = filter.fields.isEmpty ? nil : try rowsMeeting(filter)
      let answer = try withState(hasIDs: filter.idPart != nil) { state -> Answer? in
        if let rows, rows.generation != state.table.generation { return nil }
        return try question(state.table, rows)
      }
      if let answer { return answer }
    }
  }

  private func withState<Answer>(
    hasIDs: Bool, _ body: (inout State) throws -> Answer
  ) throws -> Answer {
    _ = store.drainBeforeReading()
    // Read under the lock: that nobody else reads the same meanwhile is the point of it.
    return try state.withLock { state in
      try bringUp(&state)
      if hasIDs, !state.table.hasIDs {
        // A question may be asked again, of other rows.
        state.table = try store.rows(of: Runs()).answer { [table = state.table] rows in
          var table = table
          table.addIDs(of: rows)
          return table
        }
      }
      return try body(&state)
    }
  }

  private func bringUp(_ state: inout State) throws {
    let log = store.log
    let edition = Edition(store: try log.readIdentity()?.id, number: log.edition)
    // The rows are those of the machines that are looked at; the log is everybody's.
    let seen = store.isPart ? try store.bound(Filter()) : nil
    if state.edition == edition {
      do {
        try state.table.catchUp(log, seen)
        return
      } catch JournalError.Code.truncated {
        // It was pruned before it was read: the projection has it.
      }
    }
    // What is let go first is no longer in memory while another one is made.
    let generation = state.table.generation + 1
    state = State()
    state.table.generation = generation
    state.table = try built(generation)
    try state.table.catchUp(log, seen)
    state.edition = edition
  }

  /// The table of all rows.
  private func built(_ generation: Int) throws -> RunsTable {
    let rows = try store.rows(of: Runs())
    let start = max(rows.through, try store.log.bounds().lowerBound)
    return try rows.answer { all in
      var table = RunsTable(through: start, expecting: all.count)
      table.generation = generation
      all.forEach { table.add($0, $1) }
      table.sort()
      return table
    }
  }

  /// Rows whose keys are looked up at once.
  private static let portion = 4096

  /// The runs whose rows meet a filter, read one after the other.
  private func rowsMeeting(_ filter: RunFilter) throws -> RunSet {
    let generation = try ask { $0.generation }
    return try store.rows(of: Runs()).answer { rows in
      var (found, keys) = (RunSet(of: generation), [Label]())
      rows.forEach { key, row in
        guard filter.matches(RunRecord(key, row)) else { return }
        keys.append(key)
        if keys.count == Self.portion { note(&keys, in: &found) }
      }
      note(&keys, in: &found)
      return found
    }
  }

  /// Puts runs into a set; whoever is new since will be found the next time.
  private func note(_ keys: inout [Label], in found: inout RunSet) {
    state.withLock { state in
      guard state.table.generation == found.generation else { return }
      for key in keys {
        if let number = state.table.number(of: key) { found.insert(number) }
      }
    }
    keys.removeAll(keepingCapacity: true)
  }
}
