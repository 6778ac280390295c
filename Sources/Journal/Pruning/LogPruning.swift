package import Events
import SystemCalls

/// What changes the files of a log that is pruned, one durable step after the other.
///
/// The base comes first, then the intent; from there on the prune is decided, and whoever comes after
/// a death goes on with it. Segments leave oldest first, so what is there is the end of the log at any
/// moment; older bases leave when nothing needs them, and the intent last.
package struct LogPruning: ~Copyable, Sendable {
  private let log: EventLog
  private let turn: LockFile

  /// Takes the turn to prune; one process has it at a time.
  ///
  /// - Throws: `busy` where another process has it, `readOnly`, `system`.
  package init(_ log: EventLog, timeout: Duration = .seconds(1)) throws(JournalError) {
    let turn = try Self.turn(log.layout, timeout)
    if try log.unfinishedRedaction() != nil {
      throw JournalError(
        .busy,
        "a redaction was begun and not finished; run tlm redact without an id, then try again")
    }
    self.turn = turn
    self.log = log
  }

  /// The lock of whoever takes lines away.
  static func turn(
    _ layout: StoreLayout, _ timeout: Duration
  ) throws(JournalError) -> LockFile {
    let turn = try journaled { () throws(SystemError) -> LockFile? in
      let turn = try LockFile(layout.pruneLock)
      return try turn.acquire(by: SystemCalls.deadline(after: timeout)) ? turn : nil
    }
    if let turn { return turn }
    throw JournalError(
      .busy,
      "another process prunes, redacts or copies \(layout.log) just now; nothing was done: try again "
        + "later"
    )
  }

  deinit { turn.file.unlock() }

  /// Nothing more goes from a log while what stands for the lines that are gone is damaged: it could
  /// not be carried on.
  ///
  /// - Throws: `system` where that is so.
  package func requireWholeBase() throws(JournalError) {
    let layout = log.layout
    let (first, cuts) = try journaled { () throws(SystemError) in
      (try SegmentList(layout).bases.first ?? .start, try LogBase.cuts(in: layout))
    }
    let needed = cuts.filter { $0 >= first }
    guard first > .start, let cut = needed.first else { return }
    guard let base = try LogBase.inForce(layout) else { throw Self.damaged(layout.base(cut)) }
    if base.cut != cut { throw Self.damaged(layout.base(cut)) }
    if let part = try base.firstDamage() { throw base.damage(part) }
  }

  private static func damaged(_ path: String) -> JournalError {
    JournalError(
      .system,
      "\(path) is damaged: nothing was pruned, as what was pruned before would be lost for good; put "
        + "the file back from a backup, or remove it to go on without")
  }

  /// Writes what stands for the lines that will go.
  package func write(_ base: LogBase.Draft) throws(JournalError) {
    let layout = log.layout
    try journaled { () throws(SystemError) in try base.write(layout) }
  }

  /// Decides it.
  package func begin(_ intent: PruneIntent) throws(JournalError) {
    let layout = log.layout
    try journaled { () throws(SystemError) in
      try Folder.replace(layout.pruneIntent, with: intent.bytesOfFile, isSynced: true)
      try Folder.sync(layout.log)
    }
  }

  /// Takes the whole segments before a cut away. Each goes in a hold of the log's lock, so that
  /// whoever drains or imports sees the log as it was or as it is.
  package func unlink(
    before cut: Position, timeout: Duration = .seconds(10)
  ) throws(JournalError) {
    let log = log
    while true {
      let deadline = SystemCalls.deadline(after: timeout)
      let isOver = try log.writer.value.withLock(by: deadline) { tail throws(JournalError) in
        try journaled { () throws(SystemError) in try Self.unlinkFirst(before: cut, &tail) }
      }
      if isOver { return }
    }
  }

  /// Whether none was left.
  private static func unlinkFirst(before cut: Position, _ tail: inout Tail) throws(SystemError)
    -> Bool
  {
    // Nothing is taken from a log that somebody died in while sealing.
    _ = try tail.end()
    let list = try SegmentList(tail.layout)
    guard let base = list.bases.first, let end = list.end(of: base), end <= cut else { return true }
    try Folder.unlink(tail.layout.segment(base))
    for path in [
      tail.layout.sum(base), tail.layout.seal(base), tail.layout.head(base),
      tail.layout.redacted(base), tail.layout.origin(base),
    ] {
      try Folder.unlink(path)
    }
    // On the disk, too, no later one goes before.
    try Folder.sync(tail.layout.log)
    return false
  }

  /// The ends of names of what stands beside a segment.
  private static let besides = ["sum", "seal", "head", "redacted", "origin"]

  /// Takes away the bases that stand for nothing any more, drafts, and sums without their segments.
  package func tidy() throws(JournalError) {
    let layout = log.layout
    let inForce = try LogBase.inForce(layout)?.cut
    try journaled { () throws(SystemError) in
      for cut in try LogBase.cuts(in: layout) where cut != inForce {
        try Folder.unlink(layout.base(cut))
      }
      let first = try SegmentList(layout).bases.first ?? .start
      for name in try Folder.names(in: layout.log) {
        let parts = name.split(separator: ".", maxSplits: 1)
        let isBeside = parts.count == 2 && Self.besides.contains(String(parts[1]))
        let base = isBeside ? StoreLayout.base(ofSegment: parts[0] + ".jsonl") : nil
        if name.hasSuffix(".base.new") || base.map({ $0 < first }) ?? false {
          try Folder.unlink(layout.log + "/" + name)
        }
      }
    }
  }

  /// Says that it is over.
  package func finish() throws(JournalError) {
    let layout = log.layout
    try journaled { () throws(SystemError) in
      try Folder.unlink(layout.pruneIntent)
      try Folder.sync(layout.log)
    }
  }
}
