package import Journal
package import LMDB
import SystemCalls

/// Everything below `views/` of one store: an LMDB environment that is derived from the log and
/// may be deleted at any time.
///
/// Where it cannot be used, its methods say why and the caller scans the log instead; nothing that
/// happens here is a reason for an answer to be missing.
package final class ViewsStore: Sendable {
  /// The log that the views are of.
  package let log: EventLog
  private let session: ForkSafe<ViewsSession>

  /// The views of a log; nothing is opened before it is used.
  init(_ log: EventLog) {
    self.log = log
    session = ForkSafe { ViewsSession(log: log) }
  }

  /// How long opening waits for `views/WRITER` if something must be made.
  package static let timeout: Duration = .milliseconds(200)

  /// The views of a log; made where they are missing, damaged, or those of another store.
  ///
  /// - Throws: `unavailable` on a store that cannot be written, on a network file system and in a
  ///   foreign PID namespace; `busy`; `failed`.
  package static func open(for log: EventLog, timeout: Duration = timeout) throws(ViewsError)
    -> ViewsStore
  {
    let store = ViewsStore(log)
    try store.look(timeout: timeout)
    return store
  }

  /// Whether this process has the views open.
  var isOpen: Bool { session.value.isOpen }

  /// Sees to it that they can be used, as opening them anew would: what is open stays open where
  /// the files are the same, whole, and of this log.
  ///
  /// - Throws: as `open`.
  func look(timeout: Duration = timeout) throws(ViewsError) {
    try session.value.look(by: deadline(after: timeout))
  }

  /// The environment that is there, for looking at it only; nil where it is of no use. Makes
  /// nothing, and leaves alone what is there.
  func peek(timeout: Duration) throws(ViewsError) -> Environment? {
    try session.value.peek(by: deadline(after: timeout))
  }

  /// The environment as it is now, opened again where it was replaced.
  private func environment(timeout: Duration) throws(ViewsError) -> Environment {
    try session.value.environment(by: deadline(after: timeout))
  }

  /// Runs `body` in a transaction that sees the tables as they are now.
  ///
  /// - Throws: `ViewsError`, and whatever `body` throws.
  package func read<Result>(_ body: (borrowing ReadTransaction) throws -> Result) throws -> Result {
    let transaction = try reading()
    do { return try body(transaction) } catch let error as LMDBError {
      throw session.value.failure(error)
    }
  }

  /// A transaction that lives as long as its owner wants.
  package func reading() throws(ViewsError) -> ReadTransaction {
    let environment = try environment(timeout: Self.timeout)
    do throws(LMDBError) { return try environment.reading() } catch {
      throw session.value.failure(error)
    }
  }

  /// Runs `body` in a write transaction under `views/WRITER`; committed and synced when it
  /// returns. Nothing may be appended to the log inside.
  ///
  /// - Throws: `busy` past the deadline, other `ViewsError`s, and whatever `body` throws.
  package func write<Result>(
    timeout: Duration, _ body: (inout WriteTransaction) throws -> Result
  ) throws -> Result {
    try withWriter(timeout: timeout) { writer in try writer.write(body) }
  }

  /// Runs `body` with `views/WRITER` held, for several transactions or work before one.
  ///
  /// - Throws: `busy` past the deadline, other `ViewsError`s, and whatever `body` throws.
  package func withWriter<Result>(
    timeout: Duration, _ body: (inout ViewsWriter) throws -> Result
  ) throws -> Result {
    let session = session.value
    let deadline = deadline(after: timeout)
    var writer = ViewsWriter(
      session: session, lock: try session.writerLock(by: deadline), deadline: deadline)
    return try body(&writer)
  }

  /// Looks at every page of the file, before something is built on it.
  ///
  /// - Throws: `failed` where one is damaged: the file is gone then, and is made anew at the next
  ///   use.
  func check(timeout: Duration) throws {
    try withWriter(timeout: timeout) { writer in try writer.check() }
  }

  /// Removes the environment; the next use makes a new one.
  ///
  /// - Throws: `busy` past the deadline, other `ViewsError`s.
  package func drop(timeout: Duration) throws(ViewsError) {
    let session = session.value
    let lock = try session.writerLock(by: deadline(after: timeout))
    try session.drop()
    _ = consume lock
  }

  /// Removes the environment unless `isGood` says that it may stay, once `views/WRITER` is held.
  ///
  /// - Throws: `busy` past the deadline, other `ViewsError`s, and whatever `isGood` throws.
  func dropUnless(
    timeout: Duration, _ isGood: (borrowing ReadTransaction) throws -> Bool
  ) throws {
    let session = session.value
    let deadline = deadline(after: timeout)
    let lock = try session.writerLock(by: deadline)
    let writer = ViewsWriter(session: session, lock: lock, deadline: deadline)
    if try !writer.read(isGood) { try session.drop() }
  }

  /// Takes what was read from the views, and cannot be, for damage: the file goes, so that the next
  /// use makes it anew.
  func noteDamage(_ error: LMDBError) { session.value.noteDamage(error) }

  /// What was found to be damaged since this was asked last, in a sentence; nil: nothing.
  package func takeDamage() -> String? { session.value.takeDamage() }
}
