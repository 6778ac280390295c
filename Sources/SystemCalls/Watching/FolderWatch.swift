#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Raises a signal when anything in a log's folder changes, whichever process changed it.
///
/// The system's word may be lost (a full queue, a network file system), so a slow poll stands
/// behind it.
package final class FolderWatch: Sendable {
  /// How long a change may go unseen when the system does not tell of it.
  static let slowPoll_ms: Int32 = 500

  package let signal = Signal()
  private let stopEnd: Descriptor

  package init(_ paths: [String]) throws(SystemError) {
    var ends: (Int32, Int32) = (-1, -1)
    let made = unsafe withUnsafeMutableBytes(of: &ends) { raw in
      unsafe pipe(raw.assumingMemoryBound(to: Int32.self).baseAddress!)
    }
    guard made == 0 else { throw SystemError(.open, paths.first ?? "") }
    stopEnd = Descriptor(adopting: ends.1, path: "pipe")
    let stop = Descriptor(adopting: ends.0, path: "pipe")
    _ = fcntl(ends.0, F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends.1, F_SETFD, FD_CLOEXEC)
    // Without a watch the slow poll alone finds every change.
    let watch = try? Platform.watch(paths)
    let signal = signal
    let isRunning = detachThread {
      while Platform.waitForChange(watch, or: stop, timeout_ms: Self.slowPoll_ms) { signal.raise() }
      signal.close()
    }
    if !isRunning { throw SystemError(.open, "thread", EAGAIN) }
  }

  deinit {
    // The thread sees the other end of the pipe close, and ends.
    _ = unsafe [UInt8(0)].withUnsafeBytes { unsafe rawWrite(stopEnd.number, $0) }
  }
}
