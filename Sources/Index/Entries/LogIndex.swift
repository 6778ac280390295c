import Events
import Folding
package import Journal
import LMDB
import SystemCalls

/// The index of one log: what stands where, for everything but the log's last few lines.
///
/// It follows the log; whoever reads brings it up to the end. It never decides anything alone: what
/// it finds is confirmed on the line, and what is not in it yet is scanned.
/// ```swift
/// let index = LogIndex.open(for: log, in: views)
/// try index.bringUp(timeout: .seconds(1))
/// let snapshot = try index.snapshot()
/// ```
package final class LogIndex: Sendable {
  package let log: EventLog
  package let store: ViewsStore
  /// The mark that was found to be of this log last, and when.
  private let believed = Guarded<(mark: IndexMark, at: Int64)?>(nil)

  /// A tail of the log that is shorter is scanned, not indexed.
  package static let tailLimit: Int64 = 384 << 10
  /// Batches that are committed together: fewer commits leave fewer pages free, and a process
  /// that dies loses half a second's work.
  private static let batchesInCommit = 8
  /// How long a mark is believed to be of the log without another look.
  private static let trust: Int64 = 1_000_000_000

  private init(log: EventLog, store: ViewsStore) {
    self.log = log
    self.store = store
  }

  /// The index of a log; nothing is read or written yet.
  package static func open(for log: EventLog, in store: ViewsStore) -> LogIndex {
    LogIndex(log: log, store: store)
  }

  /// Indexes what was appended since, up to a short tail; one synced commit for each 256 MiB.
  ///
  /// - Parameters:
  ///   - timeout: how long to wait for `views/WRITER` each time.
  ///   - tailLimit: bytes at the end that are left to be scanned.
  ///   - progress: told how many bytes of the log are indexed, and how many there are.
  /// - Throws: `ViewsError`, `JournalError`; the index stays good as far as it has come.
  package func bringUp(
    timeout: Duration, tailLimit: Int64 = tailLimit, size: Int64 = IndexBatch.usualSize,
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
  ) throws {
    try forgetUnlessChosen(timeout: timeout)
    while true {
      let bounds = try log.bounds()
      let mark = try validMark(timeout: timeout)
      let first = max(mark.through, bounds.lowerBound)
      progress(first.rawValue - bounds.lowerBound.rawValue, bounds.length)
      guard bounds.upperBound.rawValue - first.rawValue > tailLimit else { return }
      guard try addPortion(timeout: timeout, size: size, progress: progress) else { return }
    }
  }

  /// Indexes the next portion of the log; false where there is none.
  private func addPortion(
    timeout: Duration, size: Int64, progress: (_ done: Int64, _ of: Int64) -> Void
  ) throws -> Bool {
    try store.withWriter(timeout: timeout) { writer in
      // Somebody else may have brought it up while the lock was waited for.
      guard let mark = try writer.read({ try IndexMark.read($0) }) else { throw unreadable }
      let bounds = try log.bounds()
      let start = max(mark.through, bounds.lowerBound)
      guard start < bounds.upperBound else { return false }
      return try writer.write { transaction in
        var mark = mark
        if mark.through == .start {
          // Where only the mark is gone, the rest is of no use.
          try Self.clear(&transaction)
          mark.fields = log.options.indexedFields ?? []
          // Untimed lines right behind a cut have the time of a line before it.
          if let pruned = try log.prunedMilestone(), pruned.through == start {
            (mark.lastTime, mark.clock) = (pruned.lastTime, pruned.clock)
          }
        }
        let batches = Batches(log: log, end: bounds.upperBound, fields: mark.fields, size: size)
        var next = batches.gather(from: max(mark.through, bounds.lowerBound), jobs: 2)
        for count in 1...Self.batchesInCommit {
          let batch = try next.get()
          guard let end = batch.blocks.last?.range.upperBound else { break }
          // The next one is read and parsed while this one is written.
          let ahead = count < Self.batchesInCommit ? batches.begin(from: end) : nil
          mark = try IndexWriting.add(batch, after: mark, &transaction)
          progress(mark.through.rawValue - bounds.lowerBound.rawValue, bounds.length)
          guard let ahead else { break }
          next = ahead.value()
        }
        if mark.through == start { return false }
        guard let checksum = try mark.checksum(in: log) else { throw unreadable }
        mark.checksum = checksum
        try mark.write(&transaction)
        return true
      }
    }
  }

  /// What is read of the log for one commit, batch by batch.
  private struct Batches: Sendable {
    let log: EventLog
    let end: Position
    let fields: [String]
    let size: Int64

    func gather(from start: Position, jobs: Int) -> Result<IndexBatch, JournalError> {
      Result { () throws(JournalError) in
        try IndexBatch.gather(
          from: log.read(from: start, to: end), chosen: fields, size: size, jobs: jobs)
      }
    }

    /// The same on a thread of its own; nil at the end of the log.
    func begin(from start: Position) -> BackgroundWork<Result<IndexBatch, JournalError>>? {
      guard start < end else { return nil }
      return BackgroundWork { gather(from: start, jobs: 1) }
    }
  }

  /// Forgets the index, with what was kept of windows, and builds it anew. What else is below `views/`
  /// stays.
  ///
  /// - Throws: as `bringUp`.
  package func rebuild(
    timeout: Duration, progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
  ) throws {
    do {
      try store.check(timeout: timeout)
      try forget(timeout: timeout)
    } catch let error as ViewsError where error.isDamage {
      // The file is gone, and with it what was to be forgotten.
    }
    // They were found by it.
    try viewed { () throws(SystemError) in try WindowFiles(of: log.layout).removeAll() }
    try bringUp(timeout: timeout, tailLimit: 0, progress: progress)
  }

  /// Forgets the index; the next reader builds it anew. What else is below `views/` stays.
  ///
  /// - Throws: `ViewsError`.
  package func forget(timeout: Duration) throws {
    try store.write(timeout: timeout) { transaction in try Self.clear(&transaction) }
  }

  private static func clear(_ transaction: inout WriteTransaction) throws(LMDBError) {
    for table in ViewsTables.ofIndex { try transaction.clear(table) }
    try IndexMark.forget(&transaction)
  }

  /// Forgets an index that was built with other fields than those that are chosen now.
  private func forgetUnlessChosen(timeout: Duration) throws {
    guard let fields = log.options.indexedFields else { return }
    func isOther(_ mark: IndexMark?) -> Bool {
      mark.map { $0.through > .start && $0.fields != fields } ?? false
    }
    guard isOther(try validMark(timeout: timeout)) else { return }
    try store.write(timeout: timeout) { transaction in
      // Another process may have begun it anew meanwhile.
      guard isOther(try IndexMark.read(transaction)) else { return }
      try Self.clear(&transaction)
    }
  }

  /// The index as it is now.
  ///
  /// - Throws: `ViewsError`, `JournalError`.
  package func snapshot() throws -> IndexSnapshot {
    _ = try validMark(timeout: ViewsStore.timeout)
    let reader = SnapshotReader(try store.reading(), store)
    guard
      let mark = try reader.read({ transaction throws(LMDBError) in try IndexMark.read(transaction)
      })
    else { throw unreadable }
    return try IndexSnapshot(log: log, reader: reader, mark: mark)
  }

  private var unreadable: ViewsError {
    ViewsError(.failed, "the index of \(log.layout.root) and the log do not agree")
  }

  /// The mark of the index, once it is known to be of this log; else the views are made anew.
  private func validMark(timeout: Duration) throws -> IndexMark {
    let found = try store.read { try IndexMark.read($0) }
    if let found, isBelieved(found) { return found }
    if let found, try found.belongs(to: log) {
      believed.withLock { $0 = (found, monotonicNow()) }
      return found
    }
    // Of another log: the checkpoints are no better than the index.
    try store.dropUnless(timeout: timeout) { transaction in
      guard let mark = try IndexMark.read(transaction) else { return false }
      return try mark.belongs(to: log)
    }
    return try store.read { try IndexMark.read($0) } ?? IndexMark()
  }

  /// Looks again at whether the index is of the log before it is used.
  func doubt() { believed.withLock { $0 = nil } }

  private func isBelieved(_ mark: IndexMark) -> Bool {
    believed.withLock { believed in
      guard let last = believed else { return false }
      return last.mark == mark && monotonicNow() - last.at < Self.trust
    }
  }
}

extension Range where Bound == Position {
  /// Bytes of it.
  var length: Int64 { upperBound.rawValue - lowerBound.rawValue }
}
