public import Events
public import Journal
import Lines

extension Query {
  /// Lends each event of the log that meets the query to `body`, until `body` returns false.
  ///
  /// Events that are appended after the run began are not seen.
  ///
  /// - Parameters:
  ///   - log: the log to look into.
  ///   - withWaiting: whether what waits in sources is read after the log's own lines, as if it had
  ///     been drained; for a store that cannot be written. `Store.query` sees to that.
  ///   - progress: told how many bytes of the log are indexed, and how many there are, while the
  ///     index is brought up.
  ///   - body: gets each event, oldest or newest first, valid only while it is lent; false is
  ///     enough.
  /// - Returns: how the events were found.
  /// - Throws: `JournalError` where the log cannot be read, `truncated` where `from` was pruned, and
  ///   whatever `body` throws.
  @discardableResult
  public func run(
    over log: EventLog, withWaiting: Bool = false,
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in },
    _ body: (borrowing Event) throws -> Bool
  ) throws -> Query.Explanation {
    try run(
      in: LogSession.recent(of: log), over: log, withWaiting: withWaiting, progress: progress, body)
  }

  /// The same, with what a session has open.
  @discardableResult
  package func run(
    in session: LogSession, over log: EventLog, withWaiting: Bool = false,
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in },
    _ body: (borrowing Event) throws -> Bool
  ) throws -> Query.Explanation {
    var run = try QueryRun(self, over: log, in: session)
    try lend(&run, withWaiting: withWaiting, progress: progress, body)
    if let damage = session.takeDamage() { run.explanation.note(damage: damage) }
    return run.explanation
  }

  private func lend(
    _ run: inout QueryRun, withWaiting: Bool, progress: (_ done: Int64, _ of: Int64) -> Void,
    _ body: (borrowing Event) throws -> Bool
  ) throws {
    guard !run.isFull else { return }
    if withWaiting && newestFirst {
      guard try run.scanWaiting(body) else { return }
    }
    guard try run.readLog(progress: progress, body) else { return }
    if withWaiting && !newestFirst { _ = try run.scanWaiting(body) }
  }
}
