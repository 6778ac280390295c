import Journal
import LMDB
import Lines
import SystemCalls

/// What one process has open of `views/`; a forked child gets its own.
final class ViewsSession: Sendable {
  struct Open {
    let environment: Environment
    let openers: Openers
    var checked: Int64
    /// When its pages were looked at, all of them.
    var foundSound: Int64?
  }

  /// A file of up to so many bytes is looked at whole before this process writes to it: that takes
  /// milliseconds. A larger one is once a process has died.
  private static let smallFile: Int64 = 8 << 20
  /// How long it is believed that nobody has overwritten it since.
  private static let soundTrust: Int64 = 10_000_000_000

  /// How long it is believed that nobody replaced the files.
  private static let trust: Int64 = 1_000_000_000

  let log: EventLog
  private let state = Guarded<Open?>(nil)
  private let isDistrusted = Guarded<Bool>(false)
  private let damage = Guarded<String?>(nil)

  init(log: EventLog) { self.log = log }

  var folder: String { log.layout.views }
  private var writer: String { folder + "/WRITER" }
  private var openers: String { folder + "/OPENERS" }
  private var data: String { folder + "/data.mdb" }
  private var lock: String { folder + "/lock.mdb" }

  /// `views/WRITER`, held; the folder is made where it is missing.
  func writerLock(by deadline: Int64) throws(ViewsError) -> WriterLock {
    try makeFolder()
    return try WriterLock(writer, by: deadline)
  }

  /// The open environment, opened anew where its files are no longer those at their paths.
  ///
  /// - Parameters:
  ///   - asWriter: whether the caller holds `views/WRITER`.
  ///   - isChecked: whether the files are looked at even if they were a moment ago.
  func environment(asWriter: Bool = false, by deadline: Int64, isChecked: Bool = false)
    throws(ViewsError) -> Environment
  {
    try state.withLock { state throws(ViewsError) in
      if let open = state, !isDistrusted.withLock({ $0 }) {
        let now = monotonicNow()
        if !isChecked && now - open.checked < Self.trust { return open.environment }
        if open.environment.isInPlace && open.openers.isInPlace(openers) {
          state?.checked = now
          return open.environment
        }
      }
      state = nil
      let fresh = try opened(asWriter: asWriter, by: deadline)
      state = fresh
      return fresh.environment
    }
  }

  /// Whether anything is open.
  var isOpen: Bool { state.withLock { $0 != nil } }

  /// Looks at the files as if they were opened now: what is open stays so where they are those,
  /// whole and of this log; else they are opened anew.
  func look(by deadline: Int64) throws(ViewsError) {
    try state.withLock { state throws(ViewsError) in
      if let open = state, !isDistrusted.withLock({ $0 }) {
        let identity = try ViewsIdentity(of: log)
        if isGood(open, identity) {
          state?.checked = monotonicNow()
          return
        }
      }
      state = nil
      state = try opened(asWriter: false, by: deadline)
    }
  }

  /// The environment that is there, for looking at it only; nil where it is of no use. Makes
  /// nothing, and leaves alone what is there.
  func peek(by deadline: Int64) throws(ViewsError) -> Environment? {
    guard let identity = ViewsIdentity(readFrom: log) else { return nil }
    try LocalDisk.requireLocalDisk(log.layout.root)
    try ProcessRoom.require()
    try requireFiles()
    return try state.withLock { state throws(ViewsError) in
      let isDistrusted = isDistrusted.withLock { $0 }
      if let open = state, !isDistrusted, isGood(open, identity) { return open.environment }
      let openers = try Openers.join(openers, by: deadline)
      guard let environment = try existing(identity) else { return nil }
      // Who reads afterwards finds it open.
      if !isDistrusted {
        state = Open(environment: environment, openers: openers, checked: monotonicNow())
      }
      return environment
    }
  }

  /// Whether what is open is what would be opened now.
  private func isGood(_ open: Open, _ identity: ViewsIdentity) -> Bool {
    // Whole first: what is mapped and cut off must not be touched.
    guard open.environment.isWhole, open.environment.isInPlace, open.openers.isInPlace(openers)
    else { return false }
    // What cannot be read is opened anew, which says why.
    return (try? identity.isWritten(in: open.environment, folder)) ?? false
  }

  private func opened(asWriter: Bool, by deadline: Int64) throws(ViewsError) -> Open {
    let identity = try ViewsIdentity(of: log)
    try LocalDisk.requireLocalDisk(log.layout.root)
    try ProcessRoom.require()
    try makeFolder()
    try requireFiles()
    // Joined before the environment is opened, and left after it is closed.
    let openers = try Openers.join(openers, by: deadline)
    let environment = try environment(of: identity, asWriter: asWriter, by: deadline)
    return Open(environment: environment, openers: openers, checked: monotonicNow())
  }

  private func environment(of identity: ViewsIdentity, asWriter: Bool, by deadline: Int64)
    throws(ViewsError) -> Environment
  {
    if !isDistrusted.withLock({ $0 }), let existing = try existing(identity) { return existing }
    if asWriter { return try made(identity) }
    let lock = try WriterLock(writer, by: deadline)
    let environment = try made(identity)
    _ = consume lock
    return environment
  }

  /// The environment that is there and is this log's; nil where it must be made anew.
  private func existing(_ identity: ViewsIdentity) throws(ViewsError) -> Environment? {
    do throws(LMDBError) {
      let environment = try Environment.open(folder, tables: ViewsTables.all, create: false)
      return try identity.isWritten(in: environment, folder) ? environment : nil
    } catch {
      if error.isDamage || error.code == .notFound || error.code == .replaced { return nil }
      if error.code.rawValue == 2 { return nil }
      throw ViewsError(error)
    }
  }

  /// A new environment where the one that is there is not good; `views/WRITER` is held.
  private func made(_ identity: ViewsIdentity) throws(ViewsError) -> Environment {
    // While the lock was waited for, somebody else may have done it.
    if !isDistrusted.withLock({ $0 }), let existing = try existing(identity) { return existing }
    try removeFiles()
    do {
      let environment = try Environment.open(folder, tables: ViewsTables.all, create: true)
      try environment.write { try identity.write(in: &$0) }
      isDistrusted.withLock { $0 = false }
      return environment
    } catch let error as LMDBError {
      throw ViewsError(error)
    } catch {
      throw ViewsError(.failed, "\(folder) cannot be made: \(error)", cause: error)
    }
  }

  /// Removes the files; `views/WRITER` is held. Whoever has them open keeps them until they look.
  func drop() throws(ViewsError) {
    try removeFiles()
    state.withLock { $0 = nil }
  }

  func removeFiles() throws(ViewsError) {
    try viewed { () throws(SystemError) in
      // The lock first: a data file without its lock is never opened.
      try Folder.unlink(lock)
      try Folder.unlink(data)
      // What was found with an index that is of no use is no better.
      try WindowFiles(of: log.layout).removeAll()
    }
  }

  func makeFolder() throws(ViewsError) {
    let isThere =
      try viewed { () throws(SystemError) in try FileStatus.ofName(log.layout.log) } != nil
    // Views without a log would be half a store.
    guard isThere else {
      throw ViewsError(.unavailable, "there is no store at \(log.layout.root) any more")
    }
    _ = try viewed { () throws(SystemError) in try Folder.make(folder) }
  }

  /// LMDB follows links; nothing below a store's folder may lead elsewhere.
  private func requireFiles() throws(ViewsError) {
    for path in [data, lock] {
      let status = try viewed { () throws(SystemError) in try FileStatus.ofName(path) }
      guard let status else { continue }
      let root = try viewed { () throws(SystemError) in try FileStatus.of(log.layout.root) }
      guard status.isRegular, status.links == 1,
        Enclosure.trusts(status.owner, inStoreOf: root?.owner ?? status.owner)
      else {
        throw ViewsError(
          .unavailable,
          "\(path) is a link, no file, another user's, or has a second name; remove it, for answers "
            + "come from a scan until then")
      }
    }
  }
}

/// What becomes of a damaged file.
extension ViewsSession {
  /// The file is damaged: it goes at once, so that whoever opens the views next makes them anew.
  ///
  /// - Parameter isWriter: whether the caller holds `views/WRITER`.
  func noteDamage(_ error: LMDBError, isWriter: Bool = false) {
    note("\(error)")
    isDistrusted.withLock { $0 = true }
    // Whoever holds the lock now meets the damage, too.
    guard let open = state.withLock({ $0 }), open.environment.isInPlace else { return }
    if isWriter { return removeDamaged(open) }
    guard let lock = try? writerLock(by: deadline(after: Self.dropTimeout)) else { return }
    removeDamaged(open)
    _ = consume lock
  }

  private static let dropTimeout = Duration.milliseconds(100)

  private func removeDamaged(_ open: Open) {
    // Another process may have made the file anew meanwhile.
    guard open.environment.isInPlace, (try? removeFiles()) != nil else { return }
    state.withLock { state in if state?.environment === open.environment { state = nil } }
    isDistrusted.withLock { $0 = false }
  }

  func note(_ what: String) { tell(ViewsError.damaged(what).message) }

  /// Whether the file is damaged, or somebody ended those who wrote to it, nobody knows.
  func noteDeaths(_ count: Int) { tell(ViewsError.died(count).message) }

  /// Keeps a sentence for whoever tells it.
  private func tell(_ sentence: String) {
    damage.withLock { if $0 == nil { $0 = sentence } }
    ViewsDamage.note(sentence)
  }

  func takeDamage() -> String? {
    damage.withLock { damage in
      defer { damage = nil }
      return damage
    }
  }

  /// Looks at all pages of a file before LMDB writes to them, which would end the process where one
  /// is damaged.
  func requireSound(_ environment: Environment, isDoubted: Bool) throws(LMDBError) {
    let now = monotonicNow()
    let found = state.withLock { $0?.environment === environment ? $0?.foundSound : nil }
    let isKnown = found.map { now - $0 < Self.soundTrust } ?? false
    guard isDoubted || (!isKnown && environment.size <= Self.smallFile) else { return }
    try environment.reading().check()
    state.withLock { state in
      if state?.environment === environment { state?.foundSound = now }
    }
  }

  /// The error for the caller; a damaged file is made anew at the next use.
  func failure(_ error: LMDBError, isWriter: Bool = false) -> ViewsError {
    if error.isDamage { noteDamage(error, isWriter: isWriter) }
    return ViewsError(error)
  }
}
