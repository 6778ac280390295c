import Events
import Journal

/// A snapshot of the index, as far as one is to be had.
package struct IndexLook {
  package var snapshot: IndexSnapshot?
  /// Why there is none, or why it is behind.
  var reason: String?
  /// Whether that is out of the ordinary.
  var isDegraded = false

  /// Brings the index close to the end of the log, and looks at it.
  ///
  /// - Parameters:
  ///   - session: has the log open, and its index where it was looked into before.
  ///   - length: bytes of the log that somebody wants to know about; few are simply read.
  ///   - timeout: how long to wait for whoever writes to the index.
  ///   - progress: told how many bytes are indexed, and how many there are.
  package init(
    by session: LogSession, length: Int64, timeout: Duration = .milliseconds(500),
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
  ) {
    let tailLimit = session.log.options.unindexedTail
    if length <= tailLimit {
      reason = "the log is so short that it is read whole"
      return
    }
    do {
      let index = try session.index()
      do {
        try index.bringUp(timeout: timeout, tailLimit: tailLimit, progress: progress)
      } catch {
        // It is good as far as it has come; the rest is scanned.
        note(error)
      }
      snapshot = try index.snapshot()
    } catch { note(error) }
  }

  private mutating func note(_ error: any Error) {
    reason = "\(error)"
    isDegraded = true
  }
}
