import Events
import SystemCalls

/// A source that may hold lines which are not in the log yet.
struct WaitingSource: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// Strangers append to it at any time.
    case inbox
    /// An inbox that was renamed; strangers may still hold it open.
    case retiredInbox
    /// Written by a producer that could not append in time, and left by it.
    case spool
    /// The same, drained by the producer that holds its lock.
    case ownSpool
    case completeFile
    case growingFile
  }

  enum Step: Sendable, Equatable {
    case moved(Int64)
    case finished
    case unreadable(String)
  }

  let name: String
  let path: String
  let kind: Kind

  /// Spool files first, oldest first, then the inbox and what became of it.
  static func all(_ layout: StoreLayout) throws(SystemError) -> [WaitingSource] {
    var all: [WaitingSource] = []
    // A spool folder that is not this store's own, or cannot be read, has nothing for the log.
    let isOwn = (try? FileStatus.ofName(layout.spool))??.isFolder == true
    for name in isOwn ? (try? Folder.names(in: layout.spool)) ?? [] : [] where isSpool(name) {
      all.append(
        WaitingSource(name: SourceName.spool(name), path: layout.spool + "/" + name, kind: .spool))
    }
    for name in try Folder.names(in: layout.root)
    where isRetiredInbox(name) {
      all.append(WaitingSource(name: name, path: layout.root + "/" + name, kind: .retiredInbox))
    }
    all.append(WaitingSource(name: SourceName.inbox, path: layout.inbox, kind: .inbox))
    return all
  }

  /// Names that this module gives; files of other names are not its own.
  private static func isSpool(_ name: String) -> Bool {
    name.hasSuffix(".jsonl")
      && name.utf8.dropLast(6).allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d
      }
  }

  private static func isRetiredInbox(_ name: String) -> Bool {
    name.hasPrefix("in.") && name.hasSuffix(".jsonl") && name.utf8.count > 9
      && name.utf8.dropFirst(3).dropLast(6).allSatisfy { (0x30...0x39).contains($0) }
  }

  /// One hold's worth of lines, with the log's lock held.
  func drainOnce(_ tail: inout Tail) throws(JournalError) -> Step {
    let source: SourceFile
    do throws(SystemError) {
      let isNamed = kind == .completeFile || kind == .growingFile
      guard
        let found = try SourceFile(name: name, path: path, kind: isNamed ? .anything : .file)
      else { return .finished }
      source = found
      // A spool file whose lock is taken belongs to a producer that lives.
      if kind == .spool, try !source.file.tryLock() { return .finished }
    } catch { return .unreadable("\(error)") }
    let search = try journaled { () throws(SystemError) in
      CursorSearch(layout: tail.layout, end: try tail.end())
    }
    let hint = try journaled { () throws(SystemError) in try search.hint() }
    var cursors = try journaled { () throws(SystemError) in try search.cursors(from: hint) }
    let cursor = try journaled { () throws(SystemError) in
      try tail.cursor(of: source, &cursors, search)
    }
    let moved = try tail.drain(
      source, from: cursor, &cursors, isComplete: kind == .completeFile)
    if moved == 0 {
      if kind == .inbox && cursor == source.size { cursors.inbox = try source.look() }
      try retire(source, cursor, &tail, &cursors)
    }
    save(cursors, insteadOf: hint, search)
    return moved > 0 ? .moved(moved) : .finished
  }

  /// What happens to a source that is drained to its end.
  private func retire(
    _ source: SourceFile, _ cursor: Int64, _ tail: inout Tail, _ cursors: inout Cursors
  ) throws(JournalError) {
    switch kind {
    case .spool, .ownSpool:
      // Its producer may have added to it and died after we looked at the size.
      guard try hasEnded(source) else { return }
      try journaled { () throws(SystemError) in
        // A file left behind is durable by now, and so must its lines be before it goes. One's own
        // is as young as the events that its owner appends, and no sync delays those.
        if kind == .spool { try tail.closed().0.sync() }
        try keepTorn(source, from: cursor, tail.layout)
        try Folder.unlink(path)
      }
      cursors.forget(name)
    case .retiredInbox:
      // Whoever still holds it open may write to it: it stays until nobody does.
      // The last of them may have written after we looked at the size.
      if cursor == source.size, !source.file.isOpenElsewhere,
        try hasEnded(source)
      {
        try journaled { () throws(SystemError) in
          try tail.closed().0.sync()
          try Folder.unlink(path)
        }
        cursors.forget(name)
      }
    case .inbox where cursor == source.size && cursor > tail.options.inboxLimit:
      // The new name's cursor stands in the log before the name exists; the old name begins anew.
      let retired = "in.\(cursors.through).jsonl"
      try tail.mark(source, named: retired, from: cursor, [], &cursors)
      try journaled { () throws(SystemError) in
        try Folder.rename(path, to: tail.layout.root + "/" + retired)
      }
      try tail.mark(source, from: 0, [], &cursors)
    default: break
    }
  }

  /// Whether the file is as long as it was when it was opened.
  private func hasEnded(_ source: SourceFile) throws(JournalError) -> Bool {
    try journaled { () throws(SystemError) in try source.file.status().size == source.size }
  }

  /// The half line of a producer that died in mid-write was never acknowledged; its bytes stay.
  private func keepTorn(_ source: SourceFile, from cursor: Int64, _ layout: StoreLayout)
    throws(SystemError)
  {
    guard cursor < source.size else { return }
    let torn = try source.file.bytes(at: cursor, count: Int(source.size - cursor))
    try Folder.make(layout.damaged)
    let kept = layout.damaged + "/" + name.replacing("/", with: "-")
    try Folder.replace(kept, with: torn, isSynced: true)
  }

  /// How many bytes of the log the next drain may have to look through again.
  private static let staleLimit: Int64 = 1 << 20

  private func save(_ cursors: Cursors, insteadOf hint: Cursors?, _ search: CursorSearch) {
    if let hint, hint.markers == cursors.markers, hint.told == cursors.told,
      hint.inbox == cursors.inbox,
      cursors.through.rawValue - hint.through.rawValue < Self.staleLimit
    {
      return
    }
    // A hint: without it, or with an old one, the next drain only reads more of the log.
    guard let check = try? search.check(before: cursors.through) else { return }
    var saved = cursors
    saved.check = check
    try? Folder.replace(search.layout.cursors, with: saved.bytes, isSynced: false)
  }
}
