import SystemCalls

/// The one loop of everybody who follows a log: watches its folders, moves what waits into the log
/// if asked, looks at what came, and sleeps until something changes, an instant is due or somebody
/// wakes it. It ends when its task is cancelled.
///
/// ```swift
/// let follower = try LogFollower(log, draining: false)
/// while let chunk = try await follower.next({ try lines.next() }) { print(chunk.count) }
/// ```
package struct LogFollower: Sendable {
  private let log: EventLog
  private let drains: Bool
  private let watch: FolderWatch

  /// Watches from now on: what is appended after a look raises the signal.
  ///
  /// - Parameter drains: whether to move the inbox and abandoned spool files into the log as they
  ///   grow.
  /// - Throws: `system` where the system has no pipe or thread for it.
  package init(_ log: EventLog, draining drains: Bool) throws(JournalError) {
    self.log = log
    self.drains = drains
    let folders = drains ? [log.layout.log, log.layout.root] : [log.layout.log]
    watch = try journaled { () throws(SystemError) in try FolderWatch(folders) }
  }

  /// Has it look again soon; from any thread.
  package func wake() { watch.signal.raise() }

  /// What `look` finds, as soon as it finds something; nil once the task is cancelled.
  ///
  /// - Parameters:
  ///   - due: when to look again though nothing has changed; asked before each sleep.
  ///   - look: nil where nothing has come; called at once, and after each change.
  /// - Throws: what `look` throws.
  package func next<Element, Failure: Error>(
    isolation actor: isolated (any Actor)? = #isolation,
    by due: () -> ContinuousClock.Instant? = { nil },
    _ look: () throws(Failure) -> Element?
  ) async throws(Failure) -> Element? {
    while !Task.isCancelled {
      let seen = watch.signal.count
      // A source that cannot be drained now is drained at the next change, or by another.
      if drains, log.hasWaitingSources { _ = try? log.drain(timeout: .milliseconds(50)) }
      if let element = try look() { return element }
      await sleep(beyond: seen, until: due())
    }
    return nil
  }

  private func sleep(beyond seen: UInt64, until due: ContinuousClock.Instant?) async {
    let signal = watch.signal
    guard let due else { return await signal.wait(beyond: seen) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await signal.wait(beyond: seen) }
      // Who is woken by a cancellation sees it right after.
      group.addTask { try? await ContinuousClock().sleep(until: due) }
      await group.next()
      group.cancelAll()
    }
  }
}
