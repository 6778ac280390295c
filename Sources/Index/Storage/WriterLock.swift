import Journal
import SystemCalls

/// `views/WRITER`, held. Whoever begins a write transaction holds it.
///
/// LMDB's own mutex can neither be tried nor be waited for with a deadline, and a writer that was
/// stopped would stop everybody with it.
struct WriterLock: ~Copyable {
  private let lock: LockFile

  /// Takes the lock of the file that stands at `path` now, which is made if it is not there.
  ///
  /// - Throws: `busy` past the deadline.
  init(_ path: String, by deadline: Int64) throws(ViewsError) {
    while true {
      // An own descriptor each time: the lock keeps out the other threads of this process, too.
      let lock = try viewed { () throws(SystemError) in try LockFile(path) }
      guard try viewed({ () throws(SystemError) in try lock.acquire(by: deadline) }) else {
        throw ViewsError.busy(path)
      }
      let there = try viewed { () throws(SystemError) in try FileStatus.ofName(path) }
      if let there, there.isSameFile(as: lock.status) {
        self.lock = lock
        return
      }
      lock.file.unlock()
      if monotonicNow() >= deadline { throw ViewsError.busy(path) }
    }
  }

  deinit { lock.file.unlock() }
}
