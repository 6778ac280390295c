import Journal
import SystemCalls

/// The processes that have an environment open: all of one PID namespace.
///
/// LMDB knows its readers by process number, and gives up those of processes that it cannot find.
/// Processes of two containers may have the same number, so one would take the other's pages
/// away. Everybody who opens the environment shares the lock of one file, which names the
/// namespace of all that do; it changes only while nobody has it.
final class Openers: Sendable {
  private let lock: LockFile

  private init(_ lock: LockFile) { self.lock = lock }

  /// Whether the file still stands at its path.
  func isInPlace(_ path: String) -> Bool {
    guard let there = (try? FileStatus.ofName(path)) ?? nil else { return false }
    return there.isSameFile(as: lock.status)
  }

  /// Joins those who have the environment open; leaving is letting go of the object.
  ///
  /// - Throws: `unavailable` where processes of another namespace have it open; `busy` past the
  ///   deadline.
  static func join(_ path: String, by deadline: Int64) throws(ViewsError) -> Openers {
    guard let namespace = ProcessSystem.namespace else {
      throw ViewsError(
        .unavailable,
        "the PID namespace of this process cannot be told (is /proc mounted?), so no index can "
          + "be kept; answers come from a scan of the log")
    }
    let lock = try viewed { () throws(SystemError) in try LockFile(path) }
    let name = Array((namespace + "\n").utf8)
    var attempt = 0
    while true {
      if try viewed({ () throws(SystemError) in try share(lock, name) }) { return Openers(lock) }
      if monotonicNow() >= deadline { throw foreign(path) }
      pause(nanoseconds: Backoff.nanoseconds(attempt))
      attempt += 1
    }
  }

  /// Whether the lock is shared now with processes of the namespace `name`.
  private static func share(_ lock: LockFile, _ name: [UInt8]) throws(SystemError) -> Bool {
    guard try lock.file.tryLock(isShared: true) else { return false }
    if try lock.file.bytes(at: 0, count: 128) == name { return true }
    lock.file.unlock()
    guard try lock.file.tryLock() else { return false }
    // Nobody has the environment open.
    do throws(SystemError) {
      try lock.file.write(name.span, at: 0)
      try lock.file.truncate(to: Int64(name.count))
      lock.file.unlock()
    } catch {
      lock.file.unlock()
      throw error
    }
    return false
  }

  private static func foreign(_ path: String) -> ViewsError {
    ViewsError(
      .unavailable,
      "a process of another PID namespace (another container?) has the index open, by \(path); "
        + "answers come from a scan of the log")
  }
}
