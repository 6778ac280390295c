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
  /// What a transaction reads that does not write; nil for one that does, whose pages are LMDB's.
  let pages: PageFile?

  func number(of table: Table) throws(LMDBError) -> MDB_dbi {
    guard let number = file.handles[table.number] else {
      throw LMDBError(.notFound, call: "mdb_dbi_open \(table.name)", path: file.path)
    }
    return number
  }
}

extension Transaction where Self: ~Copyable {
  /// A copy of the value under a key.
  package func copy(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> [UInt8]? {
    if let pages = handle.pages { return try copy(table, key, pages) }
    let found = unsafe try find(table, key)
    guard let found = unsafe found else { return nil }
    return unsafe Array(UnsafeRawBufferPointer(start: found.mv_data, count: found.mv_size))
  }

  private func copy(_ table: Table, _ key: [UInt8], _ pages: PageFile) throws(LMDBError)
    -> [UInt8]?
  {
    if let number = CallFaults.next("mdb_get") {
      if number == MDB_NOTFOUND { return nil }
      throw LMDBError(number, call: "mdb_get", path: handle.file.path)
    }
    var cursor = PageCursor(pages, try pages.tree(table.name))
    guard try cursor.seek(atLeast: key), cursor.keyBytes == key else { return nil }
    return try cursor.copiedValue()
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
    if let pages = handle.pages {
      try check("mdb_cursor_open", handle.file.path) { 0 }
      let cursor = Cursor(PageCursor(pages, try pages.tree(table.name)), file: handle.file)
      return unsafe _overrideLifetime(cursor, borrowing: self)
    }
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
    let handle = handle
    if let pages = handle.pages {
      try check("mdb_stat", handle.file.path) { 0 }
      return try pages.tree(table.name).entries
    }
    let number = try handle.number(of: table)
    var statistics = MDB_stat()
    try check("mdb_stat", handle.file.path) { unsafe mdb_stat(handle.raw, number, &statistics) }
    return statistics.ms_entries
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
