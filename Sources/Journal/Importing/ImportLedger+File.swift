import Events
import SystemCalls

extension EventLog {
  /// What was imported into this log so far.
  ///
  /// The lock is taken for its end: behind it, what is in the log in part is a dead writer's, and not one's
  /// who is still writing.
  ///
  /// - Throws: `busy`, `system` and others where the log cannot be read, or not be written.
  package func importLedger(timeout: Duration = .seconds(10)) throws(JournalError) -> ImportLedger {
    let deadline = SystemCalls.deadline(after: timeout)
    let end = try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in try tail.end() }
    }
    return try journaled { () throws(SystemError) in
      let first = try SegmentList(layout).bases.first ?? .start
      // A file that cannot be read is none: the log has every answer.
      let saved = (try? Folder.contents(of: layout.imports, limit: 1 << 30)).flatMap { $0 }
      let known = saved.flatMap { SavedLedger.ledger(in: $0, identity: ledgerKey()) } ?? nil
      var result = ImportLedger(through: first)
      // What a prune took away is in what it left.
      if let pruned = PrunedImports(layout)?.ledger { result = pruned }
      if let (ledger, check) = known, ledger.through >= first, ledger.through <= end,
        // Of an older copy of the log, or one that was written anew, it says nothing.
        try CursorSearch(layout: layout, end: end).check(before: ledger.through) == check
      {
        result = ledger
      }
      if result.through < end {
        let search = ImportSearch(layout: layout)
        for run in try search.runs(from: result.through, to: end) { result.add(run) }
        result.through = end
      }
      return result
    }
  }

  /// Keeps what was found out, so that the next import need not read the log.
  package func keep(_ ledger: ImportLedger) {
    let search = CursorSearch(layout: layout, end: ledger.through)
    guard let key = ledgerKey(), let check = try? search.check(before: ledger.through) else {
      return
    }
    let bytes = SavedLedger.bytes(of: ledger, identity: key, check: check)
    let deadline = SystemCalls.deadline(after: .seconds(1))
    // Without it the next import only reads more.
    try? writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in
        try Folder.replace(tail.layout.imports, with: bytes, isSynced: false)
      }
    }
  }

  /// By what the file is known to be of this store; nil where the store does not say which it is.
  private func ledgerKey() -> String? { ((try? readIdentity()) ?? nil)?.id }
}

/// The file `log/IMPORTS`: numbers of eight bytes and texts with their lengths, and a checksum.
enum SavedLedger {
  private static let mark = Array("tlm imports 1\n".utf8)

  /// - Parameter check: of the log's bytes right before its end.
  static func bytes(of ledger: ImportLedger, identity: String, check: UInt32) -> [UInt8] {
    var writer = PackedWriter(bytes: mark)
    writer.text(identity)
    writer.number(ledger.through.rawValue)
    writer.number(Int64(check))
    writer.number(Int64(ledger.looks.count))
    for (path, look) in ledger.looks.sorted(by: { $0.key < $1.key }) {
      writer.text(path)
      writer.look(look)
    }
    let runs = ledger.all
    writer.number(Int64(runs.count))
    for run in runs { writer.run(run) }
    let sum = Checksum.crc32c(writer.bytes.span)
    writer.number(Int64(sum))
    return writer.bytes
  }

  /// nil for anything but the bytes that were written for the same store.
  static func ledger(
    in bytes: [UInt8], identity: String?
  ) -> (ImportLedger, check: UInt32)? {
    guard bytes.count > mark.count + 8, bytes.starts(with: mark) else { return nil }
    let body = bytes.count - 8
    var end = PackedReader(bytes: bytes, index: body)
    guard end.number() == Int64(Checksum.crc32c(bytes.span.extracting(..<body))) else { return nil }
    var reader = PackedReader(bytes: bytes, index: mark.count)
    guard let id = reader.text(), id == identity, let through = reader.number(),
      let check = reader.number(), let looks = reader.number(),
      (0...Int64(bytes.count)).contains(looks)
    else { return nil }
    var ledger = ImportLedger(through: Position(rawValue: through))
    for _ in 0..<looks {
      guard let path = reader.text(), let look = reader.look() else { return nil }
      ledger.looks[path] = look
    }
    guard let runs = reader.number(), (0...Int64(bytes.count)).contains(runs) else { return nil }
    for _ in 0..<runs {
      guard let run = reader.run() else { return nil }
      ledger.add(run)
    }
    return (ledger, UInt32(truncatingIfNeeded: check))
  }
}
