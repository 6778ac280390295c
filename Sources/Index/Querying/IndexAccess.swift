import Events
package import Journal
import SystemCalls

/// The indexes that this process has looked into lately.
///
/// Opening one is cheap but not free, and what was found valid need not be looked at again for a
/// second.
enum IndexAccess {
  /// Each one keeps an environment of LMDB open.
  private static let capacity = 4

  private final class Indexes: Sendable {
    /// The last one used is the last one.
    let open = Guarded<[LogIndex]>([])
  }
  // A forked child has environments of its own.
  private static let indexes = ForkSafe { Indexes() }

  /// The index of a log.
  ///
  /// - Throws: `ViewsError` where there can be none.
  static func index(of log: EventLog) throws(ViewsError) -> LogIndex {
    let root = log.layout.root
    let found = indexes.value.open.withLock { open -> LogIndex? in
      guard let place = open.firstIndex(where: { $0.log.layout.root == root }) else { return nil }
      let index = open.remove(at: place)
      open.append(index)
      return index
    }
    if let found { return found }
    let index = LogIndex.open(for: log, in: try ViewsStore.open(for: log))
    indexes.value.open.withLock { open in
      open.append(index)
      if open.count > capacity { open.removeFirst() }
    }
    return index
  }
}

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
  ///   - length: bytes of the log that somebody wants to know about; few are simply read.
  ///   - timeout: how long to wait for whoever writes to the index.
  ///   - progress: told how many bytes are indexed, and how many there are.
  package init(
    at log: EventLog, length: Int64, timeout: Duration = .milliseconds(500),
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
  ) {
    let tailLimit = log.options.unindexedTail
    if length <= tailLimit {
      reason = "the log is so short that it is read whole"
      return
    }
    do {
      let index = try IndexAccess.index(of: log)
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
