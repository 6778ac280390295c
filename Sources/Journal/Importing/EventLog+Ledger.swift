import Events
import SystemCalls

extension EventLog {
  /// The log's end with its lock held: behind it, what is in the log in part is a dead writer's, and not
  /// one's who is still writing.
  func settledEnd(timeout: Duration) throws(JournalError) -> Position {
    let deadline = SystemCalls.deadline(after: timeout)
    return try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in try tail.end() }
    }
  }

  /// What came into this log up to a place.
  func ledger<Ledger: SavedLedger>(to end: Position) throws(JournalError) -> Ledger {
    try journaled { () throws(SystemError) in
      let first = try SegmentList(layout).bases.first ?? .start
      // What a prune took away is in what it left.
      var result = Ledger.pruned(layout) ?? Ledger(through: first)
      // A file that cannot be read is none: the log has every answer.
      let bytes = (try? Folder.contents(of: Ledger.path(in: layout), limit: 1 << 30)).flatMap { $0 }
      let known = bytes.flatMap { Ledger.saved(in: $0, identity: ledgerKey()) }
      if let (ledger, check) = known, ledger.through >= first, ledger.through <= end,
        // Of an older copy of the log, or one that was written anew, it says nothing.
        try CursorSearch(layout: layout, end: end).check(before: ledger.through) == check
      {
        result = ledger
      }
      try result.read(layout, to: end)
      return result
    }
  }

  /// Keeps what was found out, so that whoever is next need not read the log.
  func save<Ledger: SavedLedger>(_ ledger: Ledger) {
    let search = CursorSearch(layout: layout, end: ledger.through)
    guard let key = ledgerKey(), let check = try? search.check(before: ledger.through) else {
      return
    }
    let bytes = ledger.bytes(identity: key, check: check)
    let deadline = SystemCalls.deadline(after: .seconds(1))
    // Without it whoever is next only reads more.
    try? writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in
        try Folder.replace(Ledger.path(in: tail.layout), with: bytes, isSynced: false)
      }
    }
  }

  /// By what the file is known to be of this store; nil where the store does not say which it is.
  private func ledgerKey() -> String? { ((try? readIdentity()) ?? nil)?.id }
}
