import Events
import SystemCalls

/// The file `log/PULLS`, and a part of a base: numbers of eight bytes and texts with their lengths, and a
/// checksum.
enum SavedPulls {
  private static let mark = Array("tlm pulls 1\n".utf8)

  /// - Parameter check: of the log's bytes right before its end.
  static func bytes(of ledger: PullLedger, identity: String, check: UInt32) -> [UInt8] {
    var writer = PackedWriter(bytes: mark)
    writer.text(identity)
    writer.number(ledger.through.rawValue)
    writer.number(Int64(check))
    writer.number(Int64(ledger.last.count))
    for (_, run) in ledger.last.sorted(by: { $0.key < $1.key }) { writer.pull(run) }
    writer.number(Int64(Checksum.crc32c(writer.bytes.span)))
    return writer.bytes
  }

  /// nil for anything but the bytes that were written for the same store.
  static func ledger(in bytes: [UInt8], identity: String?) -> (PullLedger, check: UInt32)? {
    guard bytes.count > mark.count + 8, bytes.starts(with: mark) else { return nil }
    let body = bytes.count - 8
    var end = PackedReader(bytes: bytes, index: body)
    guard end.number() == Int64(Checksum.crc32c(bytes.span.extracting(..<body))) else { return nil }
    var reader = PackedReader(bytes: bytes, index: mark.count)
    guard let id = reader.text(), id == identity, let through = reader.number(),
      let check = reader.number(), let count = reader.number(),
      (0...Int64(bytes.count)).contains(count)
    else { return nil }
    var ledger = PullLedger(through: Position(rawValue: through))
    for _ in 0..<count {
      guard let run = reader.pull() else { return nil }
      ledger.add(run)
    }
    return (ledger, UInt32(truncatingIfNeeded: check))
  }
}

extension EventLog {
  /// How far this log has come with each origin.
  ///
  /// The lock is taken for the log's end, as by `importLedger`.
  ///
  /// - Throws: `busy`, `system` and others where the log cannot be read, or not be written.
  package func pullLedger(timeout: Duration = .seconds(10)) throws(JournalError) -> PullLedger {
    let deadline = SystemCalls.deadline(after: timeout)
    let end = try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in try tail.end() }
    }
    return try pullLedger(to: end)
  }

  /// The same without the lock, of a log that may not be written: what somebody just writes may be
  /// missing.
  package func readPullLedger() throws(JournalError) -> PullLedger {
    try pullLedger(to: bounds().upperBound)
  }

  /// What is known, with what others pulled since.
  package func pullLedger(
    after known: PullLedger, timeout: Duration = .seconds(10)
  ) throws(JournalError) -> PullLedger {
    let deadline = SystemCalls.deadline(after: timeout)
    let end = try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in try tail.end() }
    }
    var ledger = known
    guard known.through < end else { return known }
    let found = try journaled { () throws(SystemError) in
      try ImportSearch(layout: layout).pulls(from: known.through, to: end)
    }
    for run in found { ledger.add(run) }
    ledger.through = end
    return ledger
  }

  private func pullLedger(to end: Position) throws(JournalError) -> PullLedger {
    try journaled { () throws(SystemError) in
      let first = try SegmentList(layout).bases.first ?? .start
      // What a prune took away is in what it left.
      var result = PrunedPulls(layout)?.ledger ?? PullLedger(through: first)
      // A file that cannot be read is none: the log has every answer.
      let saved = (try? Folder.contents(of: layout.pulls, limit: 1 << 30)).flatMap { $0 }
      let known = saved.flatMap { SavedPulls.ledger(in: $0, identity: pullsKey()) } ?? nil
      if let (ledger, check) = known, ledger.through >= first, ledger.through <= end,
        // Of an older copy of the log, or one that was written anew, it says nothing.
        try CursorSearch(layout: layout, end: end).check(before: ledger.through) == check
      {
        result = ledger
      }
      if result.through < end {
        let search = ImportSearch(layout: layout)
        for run in try search.pulls(from: result.through, to: end) { result.add(run) }
        result.through = end
      }
      return result
    }
  }

  /// Keeps what was found out, so that the next relay need not read the log.
  package func keep(_ ledger: PullLedger) {
    let search = CursorSearch(layout: layout, end: ledger.through)
    guard let key = pullsKey(), let check = try? search.check(before: ledger.through) else {
      return
    }
    let bytes = SavedPulls.bytes(of: ledger, identity: key, check: check)
    let deadline = SystemCalls.deadline(after: .seconds(1))
    // Without it the next relay only reads more.
    try? writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in
        try Folder.replace(tail.layout.pulls, with: bytes, isSynced: false)
      }
    }
  }

  /// By what the file is known to be of this store; nil where the store does not say which it is.
  private func pullsKey() -> String? { ((try? readIdentity()) ?? nil)?.id }
}
