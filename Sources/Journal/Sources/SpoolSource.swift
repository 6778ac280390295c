import SystemCalls

/// A spool file: lines of a producer that could not append in time. It is removed once they are in
/// the log.
struct SpoolSource: Source {
  let name: String
  let location: String
  private let layout: StoreLayout
  /// Whether its producer drains it, who holds its lock.
  private let isOwn: Bool

  /// - Parameter file: its name in its folder.
  init(_ layout: StoreLayout, file: String, isOwn: Bool) {
    name = SourceName.spool(file)
    location = layout.spool + "/" + file
    self.layout = layout
    self.isOwn = isOwn
  }

  /// Those of a store, the oldest first.
  static func all(in layout: StoreLayout) -> [SpoolSource] {
    // A spool folder that is not this store's own, or cannot be read, has nothing for the log.
    guard (try? FileStatus.ofName(layout.spool))??.isFolder == true else { return [] }
    let names = (try? Folder.names(in: layout.spool)) ?? []
    return names.filter(isSpool).map { SpoolSource(layout, file: $0, isOwn: false) }
  }

  /// Names that this module gives; files of other names are not its own.
  private static func isSpool(_ name: String) -> Bool {
    name.hasSuffix(".jsonl")
      && name.utf8.dropLast(6).allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d
      }
  }

  func open() throws(SystemError) -> SourceFile? { try SourceFile(location) }

  /// One whose lock is taken belongs to a producer that lives.
  func claim(_ content: SourceFile) throws(SystemError) -> Bool {
    if isOwn { return true }
    return try content.file.tryLock()
  }

  func finish(
    _ content: SourceFile, at cursor: Int64, in drain: inout DrainHold
  ) throws(JournalError) {
    // Its producer may have added to it and died after we looked at the size.
    guard try content.hasEnded() else { return }
    try journaled { () throws(SystemError) in
      // A file left behind is durable by now, and so must its lines be before it goes. One's own
      // is as young as the events that its owner appends, and no sync delays those.
      if !isOwn { try drain.sync() }
      try keepTorn(content, from: cursor)
      try Folder.unlink(location)
    }
    drain.forget(name)
  }

  /// The half line of a producer that died in mid-write was never acknowledged; its bytes stay.
  private func keepTorn(_ content: SourceFile, from cursor: Int64) throws(SystemError) {
    guard cursor < content.size else { return }
    let torn = try content.bytes(at: cursor, count: Int(min(1 << 20, content.size - cursor)))
    try Folder.make(layout.damaged)
    let kept = layout.damaged + "/" + name.replacing("/", with: "-")
    try Folder.replace(kept, with: torn, isSynced: true)
  }
}
