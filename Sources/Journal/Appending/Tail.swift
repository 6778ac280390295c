import Events
import SystemCalls

/// The end of the log as its lock holder sees it: which segment takes appends, and where.
///
/// Every method runs with the log's lock held.
struct Tail: Sendable {
  let layout: StoreLayout
  let options: EventLog.Options
  var lock: LockFile?
  /// Whether this process did something under the lock before: what is missing since then was taken
  /// away.
  var wasHeld = false
  /// Length of the lock's file when it was last taken; it grows with every new segment.
  var lockLength: Int64 = -1
  var segment: SegmentFile?
  /// Length of the segment after a write of this process: a newline stands before it.
  var knownEnd: Int64?
  /// Everything before this position was made durable by a drain.
  var syncedEnd: Position?
  /// Disk space was taken up to here.
  var reservedEnd: Int64 = 0

  init(layout: StoreLayout, options: EventLog.Options) {
    self.layout = layout
    self.options = options
  }

  /// Looks at everything anew next time.
  mutating func forget() {
    lock = nil
    syncedEnd = nil
    forgetSegment()
  }

  mutating func forgetSegment() {
    segment = nil
    knownEnd = nil
    reservedEnd = 0
  }

  /// Where the next line will stand.
  mutating func end() throws(SystemError) -> Position {
    let (segment, length, _) = try closed()
    return Position(rawValue: segment.base.rawValue + length)
  }

  /// The segment that takes appends, its length and the disk space it has; its last byte is a
  /// newline, or it is empty.
  mutating func closed() throws(SystemError) -> (SegmentFile, length: Int64, allocated: Int64) {
    for _ in 0..<64 {
      if self.segment == nil { self.segment = try openLast() }
      guard let segment = self.segment else { continue }
      let status = try segment.file.status()
      if status.links == 0 || status.isSealed {
        // Deleted with its store, or sealed by another process: look again by name.
        forgetSegment()
        continue
      }
      if status.links > 1, try FileStatus.of(layout.intent(segment.base)) != nil {
        // Somebody began to seal it and died: finish that first.
        try finishSealing(segment.base)
        forgetSegment()
        continue
      }
      if status.size != knownEnd {
        if try heal(segment, length: status.size) { endDrain(segment) }
        knownEnd = try segment.file.status().size
        if knownEnd != status.size { continue }
      }
      return (segment, status.size, status.allocated)
    }
    throw SystemError(.open, layout.log, ErrorNumber.busy)
  }

  /// Opens the segment that takes appends, or makes it.
  private mutating func openLast() throws(SystemError) -> SegmentFile {
    for _ in 0..<16 {
      let list = try SegmentList(layout)
      for base in list.intents { try finishSealing(base) }
      guard let base = list.intents.isEmpty ? list.last : try SegmentList(layout).last else {
        if isBeingRemoved { throw SystemError(.open, layout.log, ErrorNumber.noEntry) }
        try makeSegment(at: .start)
        continue
      }
      guard let status = try FileStatus.of(layout.segment(base)) else { continue }
      if status.isSealed && status.size == 0 {
        // Nothing is ever sealed empty: its mode came from outside.
        try Descriptor.open(layout.segment(base), .read).setPermissions(0o600)
      } else if status.isSealed {
        // Its successor is missing: an old copy of a log, say. Positions go on after it.
        try makeSegment(at: Position(rawValue: base.rawValue + status.size))
        continue
      }
      let file = try Descriptor.open(layout.segment(base), .append)
      // Whoever made it may have died right after.
      if status.size == 0 { try syncName(of: base) }
      if !isCurrent(status) { pointCurrent(at: base) }
      return SegmentFile(base: base, file: file)
    }
    throw SystemError(.open, layout.log, 2)
  }

  /// Whether somebody may just be removing the store, so that what is missing must not be made: it
  /// was there before, and the log's folder has changed a moment ago.
  var isBeingRemoved: Bool {
    guard wasHeld else { return false }
    guard let changed = ((try? FileStatus.ofName(layout.log)) ?? nil)?.modified_ns else {
      return true
    }
    // A change in the future is that of a clock that has jumped.
    return (0..<Self.rest_ns).contains(wallClock_ns() &- changed)
  }

  /// How long a folder must have stood still.
  private static let rest_ns: Int64 = 1_000_000_000

  /// An empty segment whose name is durable before a line is written to it.
  func makeSegment(at base: Position) throws(SystemError) {
    let path = layout.segment(base)
    do throws(SystemError) {
      let file = try Descriptor.open(path, .append, create: true, exclusive: true)
      // The process's own mask may have taken the right to write.
      try file.setPermissions(0o600)
      try file.syncData()
    } catch { if error.number != 17 { throw error } }
    try syncName(of: base)
    noteNewSegment(base)
    pointCurrent(at: base)
  }

  /// Makes the lock's file longer: every writer looks at its length anyway, and then looks for the
  /// last segment anew. The old one's mode tells the same, unless somebody changed it back.
  private func noteNewSegment(_ base: Position) {
    guard let lock, let length = try? lock.file.status().size else { return }
    // Where it cannot be written, the mode has to do.
    let note = Array("\(base)\n".utf8)
    try? lock.file.write(note.span, at: length)
  }

  /// Makes the name of an empty segment durable; for the first one also the names of the folders
  /// that lead to it, which this process may have found half-made.
  private func syncName(of base: Position) throws(SystemError) {
    try Folder.sync(layout.log)
    guard base == .start else { return }
    try Folder.sync(layout.root)
    var path = layout.root[...]
    while let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      path = path[..<slash]
      // A folder that may not be opened for reading cannot be synced; the store works without.
      try? Folder.sync(String(path))
    }
  }

  private func isCurrent(_ status: FileStatus) -> Bool {
    // A link that cannot be followed is not the right one.
    guard let there = try? FileStatus.of(layout.current) else { return false }
    return there.isSameFile(as: status)
  }

  /// Swaps `current.jsonl`, a convenience for `tail -f`: a store without it works the same.
  func pointCurrent(at base: Position) {
    let draft = layout.current + ".new"
    let target = "log/" + StoreLayout.name(of: base) + ".jsonl"
    // Nothing depends on the link, so a file system without links only goes without it.
    try? Folder.unlink(draft)
    try? Folder.symlink(draft, to: target)
    try? Folder.rename(draft, to: layout.current)
  }
}
