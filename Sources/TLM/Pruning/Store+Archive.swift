package import Archives

extension Store {
  /// The segments that were pruned and kept.
  package var archive: Archive { Archive(of: log) }

  /// Puts archived segments back in front of the log.
  ///
  /// - Parameter start: the oldest one that is wanted; nil: all.
  /// - Returns: those that are in the log again, oldest first.
  /// - Throws: `ArchiveError`; `JournalError` where the log cannot be written, or is pruned just now.
  package func restoreArchive(from start: Position? = nil) throws -> [Position] {
    let turn = try LogPruning(log)
    if let unfinished = try log.unfinishedPrune() {
      throw JournalError(
        .busy,
        "a prune up to \(unfinished.cut) was begun and not finished; run tlm prune again, then restore"
      )
    }
    let restored = try archive.restore(from: start, into: log, turn)
    // An index that was begun after them does not know them.
    if !restored.isEmpty { try? session.views().index.forget(timeout: .seconds(10)) }
    return restored
  }
}
