import CLMDB

/// The one transaction that may change the tables at a time; others see nothing of it before its
/// end, and a process that dies inside leaves nothing of it.
@safe package struct WriteTransaction: ~Copyable, Transaction {
  private let environment: Environment
  private let raw: OpaquePointer
  private var isOver = false

  init(_ environment: Environment) throws(LMDBError) {
    try environment.requireOwnProcess()
    unsafe raw = try environment.file.begin(0)
    self.environment = environment
  }

  deinit { if !isOver { unsafe mdb_txn_abort(raw) } }

  package var handle: TransactionHandle {
    unsafe TransactionHandle(raw: raw, file: environment.file, pages: nil)
  }

  mutating func commit() throws(LMDBError) {
    isOver = true
    unsafe try environment.file.commit(raw)
  }

  /// Stores a value under a key of 1 to 511 bytes, in place of any other.
  ///
  /// - Parameter isLast: the key comes after every key of the table, which makes it cheap; where
  ///   it does not, this throws MDB_KEYEXIST.
  package mutating func put(
    _ table: Table, _ key: [UInt8], _ value: Span<UInt8>, isLast: Bool = false
  ) throws(LMDBError) {
    let number = try handle.number(of: table)
    let flags = isLast ? UInt32(MDB_APPEND) : 0
    let raw = unsafe raw
    try check("mdb_put", environment.path) {
      unsafe value.withUnsafeBytes { bytes in
        // Sound: LMDB copies the value and does not write to it.
        var stored = unsafe MDB_val(
          mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        return unsafe withKey(key) { key in unsafe mdb_put(raw, number, &key, &stored, flags) }
      }
    }
  }

  /// Stores a value under a key of 1 to 511 bytes, in place of any other.
  package mutating func put(_ table: Table, _ key: [UInt8], _ value: [UInt8]) throws(LMDBError) {
    try put(table, key, value.span)
  }

  /// Removes a key with its value; false where there was none.
  @discardableResult
  package mutating func delete(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> Bool {
    let number = try handle.number(of: table)
    let raw = unsafe raw
    let result =
      unsafe CallFaults.next("mdb_del")
      ?? withKey(key) { key in
        unsafe mdb_del(raw, number, &key, nil)
      }
    if result == MDB_NOTFOUND { return false }
    if result != 0 { throw LMDBError(result, call: "mdb_del", path: environment.path) }
    return true
  }

  /// Removes everything from a table.
  package mutating func clear(_ table: Table) throws(LMDBError) {
    let number = try handle.number(of: table)
    let raw = unsafe raw
    try check("mdb_drop", environment.path) { unsafe mdb_drop(raw, number, 0) }
  }
}

@available(*, unavailable)
extension WriteTransaction: Sendable {}
