import CLMDB

extension OpenFile {
  /// Opens the tables that are not open yet. `Registry` holds its lock.
  ///
  /// - Throws: `notFound` where one is not there and `create` is false.
  func open(_ tables: [Table], create: Bool) throws(LMDBError) {
    let missing = tables.filter { handles[$0.number] == nil }
    if missing.isEmpty { return }
    if !create { try requireTables(missing) }
    let transaction = unsafe try begin(create ? 0 : UInt32(MDB_RDONLY))
    var opened: [(Table, MDB_dbi)] = []
    do throws(LMDBError) {
      for table in missing {
        var handle = MDB_dbi()
        try check("mdb_dbi_open", path) {
          unsafe mdb_dbi_open(transaction, table.name, create ? UInt32(MDB_CREATE) : 0, &handle)
        }
        opened.append((table, handle))
      }
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw error
    }
    unsafe try commit(transaction)
    for (table, handle) in opened { handles[table.number] = handle }
  }

  /// LMDB looks for tables in pages that it trusts.
  private func requireTables(_ tables: [Table]) throws(LMDBError) {
    let (transaction, pages) = unsafe try beginReading()
    defer { unsafe mdb_txn_abort(transaction) }
    for table in tables { _ = try pages.tree(table.name) }
  }

  /// Begins a transaction that reads.
  func beginReading() throws(LMDBError) -> (OpaquePointer, PageFile) {
    for _ in 0..<Self.attempts {
      let transaction = unsafe try begin(UInt32(MDB_RDONLY))
      do throws(LMDBError) {
        if let pages = unsafe try PageFile(self, transaction) { return unsafe (transaction, pages) }
      } catch {
        unsafe mdb_txn_abort(transaction)
        throw error
      }
      unsafe mdb_txn_abort(transaction)
    }
    throw LMDBError(.corrupted, call: "the meta pages", path: path)
  }

  /// How often two commits may come between the begin of a transaction and a look at its page.
  private static let attempts = 16

  /// Begins a transaction.
  func begin(_ flags: UInt32) throws(LMDBError) -> OpaquePointer {
    do throws(LMDBError) { return unsafe try beginOnce(flags) } catch {
      guard error.code == .readersFull else { throw error }
      // The table of readers may be full of dead ones.
      try forgetDeadReaders()
      return unsafe try beginOnce(flags)
    }
  }

  private func beginOnce(_ flags: UInt32) throws(LMDBError) -> OpaquePointer {
    var transaction: OpaquePointer?
    try check("mdb_txn_begin", path) { unsafe mdb_txn_begin(raw, nil, flags, &transaction) }
    guard let transaction = unsafe transaction else {
      throw LMDBError(.panic, call: "mdb_txn_begin", path: path)
    }
    return unsafe transaction
  }

  /// Ends a transaction; it is over, however this ends.
  func commit(_ transaction: OpaquePointer) throws(LMDBError) {
    var isOver = false
    do throws(LMDBError) {
      try check("mdb_txn_commit", path) {
        isOver = true
        return unsafe mdb_txn_commit(transaction)
      }
    } catch {
      // A test may have put a failure in the call's place.
      if !isOver { unsafe mdb_txn_abort(transaction) }
      throw error
    }
  }
}
