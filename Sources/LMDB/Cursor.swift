import CLMDB

/// A place among the keys of a table, which moves in their order.
///
/// Every move says whether it found a key; `key` and `value` are lent until the next move.
@safe package struct Cursor: ~Copyable, ~Escapable {
  /// LMDB's own; nil where pages are read one by one.
  private let raw: OpaquePointer?
  private var pages: PageCursor?
  private let file: OpenFile
  private var foundKey = unsafe MDB_val()
  private var foundValue = unsafe MDB_val()
  /// The page of the last move, where the key lies in it, and the value, wherever it lies.
  private var page: [UInt8] = []
  private var pageKey = 0..<0
  private var pageValue: (bytes: [UInt8], range: Range<Int>) = ([], 0..<0)

  @_lifetime(immortal)
  init(raw: OpaquePointer, file: OpenFile) {
    unsafe self.raw = raw
    self.file = file
  }

  @_lifetime(immortal)
  init(_ pages: PageCursor, file: OpenFile) {
    unsafe raw = nil
    self.pages = pages
    self.file = file
  }

  deinit { if let raw = unsafe raw { unsafe mdb_cursor_close(raw) } }

  /// Moves to the first key that is not before `key`.
  @_lifetime(self: copy self)
  package mutating func seek(atLeast key: [UInt8]) throws(LMDBError) -> Bool {
    if pages != nil { return try turn { pages throws(LMDBError) in try pages.seek(atLeast: key) } }
    var found = CallFaults.next("mdb_cursor_get") ?? 0
    if found == 0 {
      let raw = unsafe raw
      var value = unsafe MDB_val()
      (found, unsafe foundKey) = unsafe withKey(key) { key in
        // Sound: LMDB puts its own key in the place of the caller's, or finds nothing.
        (unsafe mdb_cursor_get(raw, &key, &value, MDB_SET_RANGE), unsafe key)
      }
      unsafe foundValue = value
    }
    return try settle(found)
  }

  /// Moves to the last key that is before `key`.
  @_lifetime(self: copy self)
  package mutating func seek(before key: [UInt8]) throws(LMDBError) -> Bool {
    try seek(atLeast: key) ? previous() : last()
  }

  /// Moves to the first key that is not before `key`, and looks whether the one before it is.
  ///
  /// - Returns: whether there is such a key; nil where the order of the keys says otherwise. LMDB
  ///   finds its way by keys of its own, and a changed bit in one of them hides what lies beyond.
  @_lifetime(self: copy self)
  package mutating func seek(provenAtLeast key: [UInt8]) throws(LMDBError) -> Bool? {
    let isAfterOne = try seek(before: key)
    if isAfterOne && !isBefore(key) { return nil }
    let isThere = try isAfterOne ? next() : first()
    return isThere && isBefore(key) ? nil : isThere
  }

  private func isBefore(_ key: [UInt8]) -> Bool { KeyOrder.bytes.isBefore(self.key, key.span) }

  /// Moves to the first key of the table.
  @_lifetime(self: copy self)
  package mutating func first() throws(LMDBError) -> Bool {
    if pages != nil { return try turn { pages throws(LMDBError) in try pages.first() } }
    return try move(MDB_FIRST)
  }

  /// Moves to the last key of the table.
  @_lifetime(self: copy self)
  package mutating func last() throws(LMDBError) -> Bool {
    if pages != nil { return try turn { pages throws(LMDBError) in try pages.last() } }
    return try move(MDB_LAST)
  }

  /// Moves to the next key.
  @_lifetime(self: copy self)
  package mutating func next() throws(LMDBError) -> Bool {
    if pages != nil { return try turn { pages throws(LMDBError) in try pages.next() } }
    return try move(MDB_NEXT)
  }

  /// Moves to the key before.
  @_lifetime(self: copy self)
  package mutating func previous() throws(LMDBError) -> Bool {
    if pages != nil { return try turn { pages throws(LMDBError) in try pages.previous() } }
    return try move(MDB_PREV)
  }

  @_lifetime(self: copy self)
  private mutating func move(_ operation: MDB_cursor_op) throws(LMDBError) -> Bool {
    var result = CallFaults.next("mdb_cursor_get") ?? 0
    if result == 0 {
      var key = unsafe MDB_val()
      var value = unsafe MDB_val()
      result = unsafe mdb_cursor_get(raw, &key, &value, operation)
      unsafe foundKey = key
      unsafe foundValue = value
    }
    return try settle(result)
  }

  /// What became of a move.
  @_lifetime(self: copy self)
  private mutating func settle(_ result: Int32) throws(LMDBError) -> Bool {
    if result == 0 { return true }
    unsafe foundKey = MDB_val()
    unsafe foundValue = MDB_val()
    (page, pageKey, pageValue) = ([], 0..<0, ([], 0..<0))
    if result == MDB_NOTFOUND { return false }
    throw LMDBError(result, call: "mdb_cursor_get", path: file.path)
  }

  /// A move over pages that are read one by one.
  @_lifetime(self: copy self)
  private mutating func turn(_ move: (inout PageCursor) throws(LMDBError) -> Bool)
    throws(LMDBError) -> Bool
  {
    if let fault = CallFaults.next("mdb_cursor_get"), fault != 0 { return try settle(fault) }
    guard var pages else { return false }
    // One owner: a move must not copy the way that it goes on from.
    self.pages = nil
    let isThere: Bool
    do throws(LMDBError) { isThere = try move(&pages) } catch {
      self.pages = pages
      throw error
    }
    guard isThere else {
      self.pages = pages
      return try settle(MDB_NOTFOUND)
    }
    (page, pageKey) = (pages.bytes, pages.key)
    if case .inside(let range)? = pages.value {
      pageValue = (page, range)
    } else {
      let value = try pages.copiedValue()
      pageValue = (value, value.indices)
    }
    self.pages = pages
    return true
  }

  /// The key at this place; empty where the last move found none.
  package var key: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      if unsafe raw == nil { return page.span.extracting(pageKey) }
      let bytes = unsafe UnsafeBufferPointer(
        start: foundKey.mv_data?.assumingMemoryBound(to: UInt8.self), count: foundKey.mv_size)
      // Sound: the transaction outlives the cursor, and is not changed while there is one.
      return unsafe _overrideLifetime(bytes.span, borrowing: self)
    }
  }

  /// The value at this place; empty where the last move found none.
  package var value: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      if unsafe raw == nil { return pageValue.bytes.span.extracting(pageValue.range) }
      let bytes = unsafe UnsafeBufferPointer(
        start: foundValue.mv_data?.assumingMemoryBound(to: UInt8.self), count: foundValue.mv_size)
      // Sound: as for the key.
      return unsafe _overrideLifetime(bytes.span, borrowing: self)
    }
  }
}

@available(*, unavailable)
extension Cursor: Sendable {}
