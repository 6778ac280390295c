#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The open lock of one log; its descriptor is closed in forked children.
package final class LockFile: Sendable {
  package let file: Descriptor
  package let status: FileStatus

  /// - Parameter creates: whether it is made where it is missing.
  package init(_ path: String, creates: Bool = true) throws(SystemError) {
    file = try Descriptor.open(path, .update, create: creates)
    status = try file.status()
    ForkGuard.add(file.number)
  }

  deinit { ForkGuard.remove(file.number) }

  /// Takes the lock, or says false once `deadline` (of the monotonic clock) has passed.
  ///
  /// The lock is tried, never waited for: a wait in the kernel has no deadline without a signal,
  /// and signals belong to the host program.
  package func acquire(by deadline: Int64) throws(SystemError) -> Bool {
    var attempt = 0
    while try !file.tryLock() {
      if monotonicNow() >= deadline { return false }
      pause(nanoseconds: Backoff.nanoseconds(attempt))
      attempt += 1
    }
    return true
  }
}

/// How long to pause before trying a lock again.
package enum Backoff {
  /// Yields at first, since a hold lasts microseconds; then 20 µs, growing to 1 ms.
  package static func nanoseconds(_ attempt: Int) -> Int {
    attempt < 8 ? 0 : min(1_000_000, 20_000 << min(6, (attempt - 8) / 8))
  }
}
