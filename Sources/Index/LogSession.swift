package import Journal
import LMDB
import SystemCalls

/// A log, and what a process keeps open beside it for as long as the session lives: the views and
/// the index in them.
///
/// Nothing is opened before it is asked for. Files that are replaced underneath are opened anew,
/// and a forked child has nothing open.
/// ```swift
/// let session = LogSession(log)
/// let (views, index) = try session.views()
/// ```
package final class LogSession: Sendable {
  /// The log that is open.
  package let log: EventLog
  private let kept: ForkSafe<Kept>

  private final class Kept: Sendable {
    let views: ViewsStore
    let index: LogIndex

    init(_ log: EventLog) {
      views = ViewsStore(log)
      index = LogIndex.open(for: log, in: views)
    }
  }

  /// A session that has nothing open but the log.
  package init(_ log: EventLog) {
    self.log = log
    kept = ForkSafe { Kept(log) }
  }

  /// The views and the index as somebody finds them who opens them now.
  ///
  /// - Throws: as `ViewsStore.open`.
  package func views(timeout: Duration = ViewsStore.timeout) throws(ViewsError)
    -> (views: ViewsStore, index: LogIndex)
  {
    let kept = kept.value
    try kept.views.look(timeout: timeout)
    kept.index.doubt()
    return (kept.views, kept.index)
  }

  /// The index, for those who look into it often: what was found valid is not looked at again for a
  /// second.
  ///
  /// - Throws: `ViewsError` where there can be none.
  func index() throws(ViewsError) -> LogIndex {
    let kept = kept.value
    if !kept.views.isOpen { try kept.views.look() }
    return kept.index
  }

  /// What was found to be damaged since this was asked last, in a sentence; nil: nothing.
  func takeDamage() -> String? { kept.value.views.takeDamage() }

  /// Removes the views; whoever needs them next makes new ones.
  ///
  /// - Throws: `busy` past the deadline, other `ViewsError`s.
  package func dropViewsIfThere(timeout: Duration) throws(ViewsError) {
    for name in ["/data.mdb", "/windows"] {
      let path = log.layout.views + name
      let status = try viewed { () throws(SystemError) in try FileStatus.ofName(path) }
      if status != nil { return try kept.value.views.drop(timeout: timeout) }
    }
  }

  /// The environment that is there, for looking at it only; nil where it is of no use.
  func peek(timeout: Duration) throws(ViewsError) -> Environment? {
    try kept.value.views.peek(timeout: timeout)
  }
}

/// The sessions of those who have a log and no session.
extension LogSession {
  /// Each one keeps an environment of LMDB open.
  private static let capacity = 4

  private final class Sessions: Sendable {
    /// The last one used is the last one.
    let open = Guarded<[LogSession]>([])
  }
  // A forked child has sessions of its own.
  private static let sessions = ForkSafe { Sessions() }

  /// The session in which a log of this folder was looked into lately, or a new one.
  ///
  /// Opening an index is cheap but not free.
  package static func recent(of log: EventLog) -> LogSession {
    let root = log.layout.root
    return sessions.value.open.withLock { open in
      let place = open.firstIndex { $0.log.layout.root == root }
      let session = place.map { open.remove(at: $0) } ?? LogSession(log)
      open.append(session)
      if open.count > capacity { open.removeFirst() }
      return session
    }
  }
}
