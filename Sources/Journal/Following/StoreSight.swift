import SystemCalls

/// Tells whether the store at a path is still the one that was there at the last look.
///
/// A look costs one status of the file that names the store; only where that is another one is the
/// file read.
package final class StoreSight: Sendable {
  /// What a look finds.
  package enum Finding: Sendable, Equatable {
    /// The store of the last look.
    case same
    /// The store of the last but one look, which was gone in between.
    case back
    /// Another store. What was known of the one before is not true of it.
    case replaced
    /// No store.
    case gone
  }

  /// What tells one file STORE from another, without reading it.
  private struct Mark: Equatable {
    let device, inode: UInt64
    let changed_ns: Int64?

    init(_ status: FileStatus) {
      (device, inode, changed_ns) = (status.device, status.inode, status.changed_ns)
    }

    func isSameFile(as other: Mark) -> Bool { device == other.device && inode == other.inode }
  }

  private struct Seen {
    /// Of the file STORE; nil as long as nobody has named the store.
    var mark: Mark?
    /// Of the log's folder, which is there before it is named.
    var folder: Mark?
    var id: String?
    var isGone = false
    var generation = 0
  }

  private let log: EventLog
  private let seen: Guarded<Seen>

  /// What is there now is what later looks compare with.
  package init(_ log: EventLog) {
    self.log = log
    var seen = Seen()
    seen.mark = Self.mark(log.layout.identity)
    seen.folder = Self.mark(log.layout.log)
    seen.id = Self.id(of: log)
    self.seen = Guarded(seen)
  }

  /// How often another store was found.
  package var generation: Int { seen.withLock { $0.generation } }

  /// The id of the store that was seen last; nil where nobody has named it.
  package var id: String? { seen.withLock { $0.id } }

  /// Whether there was no store at the last look.
  package var isGone: Bool { seen.withLock { $0.isGone } }

  /// Compares what is there now with what was there at the last look, and takes it for known.
  package func look() -> Finding {
    let mark = Self.mark(log.layout.identity)
    return seen.withLock { seen in
      if let mark, mark == seen.mark { return Self.found(&seen, .same) }
      guard let mark else { return unnamed(&seen) }
      return named(&seen, mark)
    }
  }

  private static func found(_ seen: inout Seen, _ finding: Finding) -> Finding {
    let wasGone = seen.isGone
    seen.isGone = finding == .gone
    return finding == .same && wasGone ? .back : finding
  }

  /// There is no STORE: a store that had one is gone, one that has none yet is its folder.
  private func unnamed(_ seen: inout Seen) -> Finding {
    let folder = Self.mark(log.layout.log)
    guard seen.mark == nil, let folder else { return Self.found(&seen, .gone) }
    guard let known = seen.folder, !known.isSameFile(as: folder) else {
      seen.folder = folder
      return Self.found(&seen, .same)
    }
    return replaced(&seen, mark: nil, id: nil)
  }

  private func named(_ seen: inout Seen, _ mark: Mark) -> Finding {
    // A file that is damaged or that may not be read tells nothing; it is asked again.
    guard let id = Self.id(of: log) else { return Self.found(&seen, .same) }
    let folder = Self.mark(log.layout.log)
    let wasUnnamed = seen.mark == nil && seen.folder != nil
    let isSameFolder = seen.folder.flatMap { known in folder?.isSameFile(as: known) } ?? false
    // The copy of a store that was put in its place has its id, and perhaps fewer lines.
    let isSameFile = seen.mark?.isSameFile(as: mark) ?? false
    guard (wasUnnamed && isSameFolder) || (isSameFile && seen.id == id) else {
      return replaced(&seen, mark: mark, id: id)
    }
    (seen.mark, seen.folder, seen.id) = (mark, folder, id)
    return Self.found(&seen, .same)
  }

  private func replaced(_ seen: inout Seen, mark: Mark?, id: String?) -> Finding {
    (seen.mark, seen.folder, seen.id) = (mark, Self.mark(log.layout.log), id)
    seen.generation += 1
    return Self.found(&seen, .replaced)
  }

  private static func mark(_ path: String) -> Mark? {
    // What cannot be looked at is as good as gone: nothing of it can be read either.
    ((try? FileStatus.ofName(path)) ?? nil).map(Mark.init)
  }

  private static func id(of log: EventLog) -> String? { ((try? log.readIdentity()) ?? nil)?.id }
}
