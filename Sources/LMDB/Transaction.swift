import CLMDB

/// What reading and writing transactions have in common: they lend values.
package protocol Transaction: ~Copyable {
  /// LMDB's own handle and the file it belongs to; for this module.
  var handle: TransactionHandle { get }
}

/// A transaction as LMDB has it.
@safe package struct TransactionHandle {
  let raw: OpaquePointer
  let file: OpenFile

  func number(of table: Table) throws(LMDBError) -> MDB_dbi {
    guard let number = file.handles[table.number] else {
      throw LMDBError(.notFound, call: "mdb_dbi_open \(table.name)", path: file.path)
    }
    return number
  }
}

extension Transaction where Self: ~Copyable {
  /// The value under a key, lent as long as the transaction is not changed; nil where none is.
  @_lifetime(borrow self)
  package func get(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> Span<UInt8>? {
    let found = unsafe try find(table, key)
    guard let found = unsafe found else { return nil }
    let bytes = unsafe UnsafeBufferPointer(
      start: found.mv_data?.assumingMemoryBound(to: UInt8.self), count: found.mv_size)
    // Sound: the pages of a transaction stay where they are until it ends or is changed.
    return unsafe _overrideLifetime(bytes.span, borrowing: self)
  }

  /// A copy of the value under a key.
  package func copy(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> [UInt8]? {
    let found = unsafe try find(table, key)
    guard let found = unsafe found else { return nil }
    return unsafe Array(UnsafeRawBufferPointer(start: found.mv_data, count: found.mv_size))
  }

  private func find(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> MDB_val? {
    let handle = handle
    let number = try handle.number(of: table)
    var value = unsafe MDB_val()
    let result =
      unsafe CallFaults.next("mdb_get")
      ?? withKey(key) { key in
        unsafe mdb_get(handle.raw, number, &key, &value)
      }
    if result == MDB_NOTFOUND { return nil }
    if result != 0 { throw LMDBError(result, call: "mdb_get", path: handle.file.path) }
    return unsafe value
  }

  /// A place among the keys of a table, in their order.
  @_lifetime(borrow self)
  package func cursor(_ table: Table) throws(LMDBError) -> Cursor {
    let handle = handle
    let number = try handle.number(of: table)
    var raw: OpaquePointer?
    try check("mdb_cursor_open", handle.file.path) {
      unsafe mdb_cursor_open(handle.raw, number, &raw)
    }
    guard let raw = unsafe raw else {
      throw LMDBError(.panic, call: "mdb_cursor_open", path: handle.file.path)
    }
    let cursor = unsafe Cursor(raw: raw, file: handle.file)
    return unsafe _overrideLifetime(cursor, borrowing: self)
  }

  /// How many keys a table has.
  package func count(_ table: Table) throws(LMDBError) -> Int {
    try statistics(of: table).entries
  }

  /// Keys of a table and the bytes of its pages.
  package func statistics(of table: Table) throws(LMDBError) -> (entries: Int, bytes: Int) {
    let handle = handle
    let number = try handle.number(of: table)
    var statistics = MDB_stat()
    try check("mdb_stat", handle.file.path) { unsafe mdb_stat(handle.raw, number, &statistics) }
    let pages =
      statistics.ms_branch_pages + statistics.ms_leaf_pages + statistics.ms_overflow_pages
    return (statistics.ms_entries, pages * Int(statistics.ms_psize))
  }
}

/// Lends a key to C for the length of a call.
@inline(__always)
func withKey<Result>(_ key: [UInt8], _ body: (inout MDB_val) -> Result) -> Result {
  unsafe key.withUnsafeBytes { bytes in
    // Sound: LMDB does not write to keys.
    var value = unsafe MDB_val(
      mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    return unsafe body(&value)
  }
}
