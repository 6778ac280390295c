package import Events
package import Journal
import SystemCalls

extension Archive {
  /// Puts archived segments back in front of the log, the newest first, so that the log has no gap at
  /// any moment. Positions are what they were; what follows the log or folds it goes on.
  ///
  /// - Parameters:
  ///   - start: the oldest one that is wanted; nil: all that there are.
  ///   - turn: nobody prunes meanwhile.
  /// - Returns: those that are in the log again, oldest first.
  /// - Throws: `missing`, `gap` where those between are nowhere, `damaged`, `system`; those that were
  ///   put back stay.
  package func restore(
    from start: Position? = nil, into log: EventLog, _ turn: borrowing LogPruning
  ) throws(ArchiveError) -> [Position] {
    let wanted = try segments().filter { !$0.isInLog && $0.base >= start ?? .start }
    if let start, !wanted.contains(where: { $0.base == start }) {
      throw ArchiveError(
        .missing,
        "the archive has no segment at \(start) that the log lacks; tlm archive list names "
          + "those that it has")
    }
    var restored: [Position] = []
    for segment in wanted.reversed() {
      let first = try first(of: log)
      guard segment.base < first else { continue }
      guard segment.end == first else {
        throw ArchiveError(
          .gap,
          "the segment at \(segment.base) ends at \(segment.end?.description ?? "?") and the log "
            + "begins at \(first): the lines between are neither in the archive nor in the log; "
            + "with --to they can be read apart")
      }
      try putBack(segment)
      restored.append(segment.base)
    }
    return restored.reversed()
  }

  private func first(of log: EventLog) throws(ArchiveError) -> Position {
    do throws(JournalError) { return try log.bounds().lowerBound } catch {
      throw ArchiveError(.system, error.message)
    }
  }

  private func putBack(_ segment: Segment) throws(ArchiveError) {
    let draft = layout.segment(segment.base) + ".restoring"
    try archived { () throws(SystemError) in try Folder.unlink(draft) }
    let sum = try write(segment, to: draft, kind: .file, isReadOnly: true)
    try archived { () throws(SystemError) in
      try Folder.replace(layout.sum(segment.base), with: sum.bytes, isSynced: true)
      try Self.carry(layout.archivedSeal(segment.base), to: layout.seal(segment.base))
      try Self.carry(layout.archivedRedacted(segment.base), to: layout.redacted(segment.base))
      try Folder.rename(draft, to: layout.segment(segment.base))
      try Folder.sync(layout.log)
    }
  }

  /// Writes archived segments as plain files into a folder, each named by its position.
  ///
  /// - Parameter bases: which; nil: all.
  /// - Returns: the paths.
  /// - Throws: `missing`, `damaged`, `system` where a file is there already.
  package func extract(_ bases: [Position]?, to folder: String) throws(ArchiveError) -> [String] {
    let all = try segments()
    for base in bases ?? [] where !all.contains(where: { $0.base == base }) {
      throw ArchiveError(
        .missing, "the archive has no segment at \(base); tlm archive list names those that it has")
    }
    _ = try archived { () throws(SystemError) in try Folder.make(folder) }
    var paths: [String] = []
    for segment in all where bases?.contains(segment.base) ?? true {
      let name = layout.segment(segment.base).split(separator: "/").last.map(String.init) ?? ""
      let path = folder + "/" + name
      _ = try write(segment, to: path, kind: .anything, isReadOnly: false)
      paths.append(path)
    }
    return paths
  }

  /// Unpacks a segment to a path where nothing stands, and compares it with its sum.
  private func write(
    _ segment: Segment, to path: String, kind: Descriptor.Kind, isReadOnly: Bool
  ) throws(ArchiveError) -> SealSum {
    let (file, sealed) = try archived { () throws(SystemError) in
      (
        try Descriptor.open(path, .update, kind: kind, create: true, exclusive: true),
        try sum(of: segment.base)
      )
    }
    do throws(ArchiveError) {
      let found = try unpack(segment.base) { (offset, bytes) throws(ArchiveError) in
        try archived { () throws(SystemError) in try file.write(bytes.span, at: offset) }
      }
      guard sealed ?? found == found else {
        throw ArchiveError(
          .damaged,
          "\(layout.archived(segment.base)) is not what was sealed; nothing of it was put "
            + "back: compare with a backup")
      }
      try archived { () throws(SystemError) in
        if isReadOnly { try file.setPermissions(0o400) }
        try file.syncData()
      }
      return found
    } catch {
      // What is left of it is of no use.
      try? Folder.unlink(path)
      throw error
    }
  }
}
