import Analysis
import SystemCalls
import TLM

/// The runs of a store for who turns pages: their table is kept, and brought up by what came since.
package final class RunShelf: Sendable {
  private struct State {
    var table: RunTable?
    /// Up to where the log is in it, and of which log.
    var through = Position.start
    var edition = ""
  }

  private let state = Guarded(State())

  package init() {}

  /// A page of the runs that meet a filter, those that were recorded last first.
  func page(_ filter: RunFilter, offset: Int, limit: Int, of store: Store) throws -> RunPage {
    // The table is of everybody's runs.
    guard RunTable.knows(filter), !store.isPart else {
      let all = try filter.runs(in: store)
      return RunPage(runs: Array(all.dropFirst(offset).prefix(limit)), total: all.count)
    }
    let rows = try store.rows(of: Runs())
    // Brought up under the lock: that nobody else reads the same meanwhile is the point of it.
    let (keys, total) = try state.withLock { state in
      try Self.bringUp(&state, to: rows, of: store)
      return state.table?.keys(filter, offset: offset, limit: limit) ?? ([], 0)
    }
    let runs = try keys.compactMap { key in try rows.row(key).map { RunRecord(key, $0) } }
    return RunPage(runs: runs, total: total)
  }

  private static func bringUp(
    _ state: inout State, to rows: ProjectionRows<Runs>, of store: Store
  ) throws {
    let edition = "\(try store.log.readIdentity()?.id ?? "") \(store.log.edition)"
    guard state.table != nil, state.edition == edition, state.through <= rows.through else {
      // A reader that is behind another's table has one of its own made of what it sees.
      state.table = try rows.answer { RunTable(of: $0) }
      (state.through, state.edition) = (rows.through, edition)
      return
    }
    guard state.through < rows.through else { return }
    var query = Query()
    query.filter.names = ["run"]
    (query.from, query.to) = (state.through, rows.through)
    var changed: Set<Label> = []
    try store.query(query) { event in
      if let key = Label(event.eventID ?? event.runID) { changed.insert(key) }
      return true
    }
    for key in changed.sorted() {
      if let row = try rows.row(key) { state.table?.update(key, row) }
    }
    state.through = rows.through
  }
}
