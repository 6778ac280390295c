#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Work on a thread of its own, for which somebody waits a while and no longer: a disk that answers
/// nobody must not stop whoever has better things to do.
package final class BoundedWork: Sendable {
  private let end: PipeEnd?

  /// Begins it. Where there can be no thread or pipe for it, it is done before this returns.
  package init(_ body: @escaping @Sendable () -> Void) {
    guard let (read, write) = try? PipeEnd.pair() else {
      end = nil
      body()
      return
    }
    end = read
    let work: @Sendable () -> Void = {
      body()
      _ = unsafe [UInt8(0)].withUnsafeBytes { unsafe rawWrite(write.number, $0) }
    }
    if !detachThread(work) { work() }
  }

  /// Waits until it is done; false where it was not in time.
  package func wait(atMost timeout: Duration) -> Bool {
    guard let end else { return true }
    let last = deadline(after: timeout)
    while true {
      let left_ms = max(0, (last - monotonicNow()) / 1_000_000)
      var polled = [pollfd(fd: end.number, events: Int16(POLLIN), revents: 0)]
      let found = unsafe poll(&polled, 1, Int32(clamping: left_ms))
      if found > 0 { return true }
      if found == 0 || errno != EINTR { return false }
    }
  }
}
