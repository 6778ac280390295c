import SystemCalls
/// What one process needs to write one log: the lock and the segment that takes appends.
final class Writer: Sendable {
  let layout: StoreLayout
  let options: EventLog.Options
  private let refusal: JournalError?
  private let state: Guarded<Tail>

  init(layout: StoreLayout, options: EventLog.Options, refusal: JournalError?) {
    self.layout = layout
    self.options = options
    self.refusal = refusal
    state = Guarded(Tail(layout: layout, options: options))
  }

  /// Runs `body` with the log's lock held, by this process and in it.
  ///
  /// - Throws: `busy` past the deadline, `noStore` where the log's folder is gone.
  func withLock<Result: Sendable>(
    by deadline: Int64, _ body: (inout Tail) throws(JournalError) -> Result
  ) throws(JournalError) -> Result {
    if let refusal { throw refusal }
    var attempt = 0
    while true {
      let result = try state.withLockIfAvailable { tail throws(JournalError) in
        try Self.hold(&tail, by: deadline, body)
      }
      if let result { return result }
      if monotonicNow() >= deadline { throw Self.busy(layout) }
      pause(nanoseconds: Backoff.nanoseconds(attempt))
      attempt += 1
    }
  }

  private static func hold<Result>(
    _ tail: inout Tail, by deadline: Int64, _ body: (inout Tail) throws(JournalError) -> Result
  ) throws(JournalError) -> Result {
    let lock = try acquire(&tail, by: deadline)
    defer { lock.file.unlock() }
    do throws(JournalError) {
      let result = try body(&tail)
      tail.wasHeld = true
      return result
    } catch {
      // What it needed went with the store.
      guard error.systemNumber == ErrorNumber.noEntry, tail.isBeingRemoved else { throw error }
      throw noStore(tail.layout, error.cause as? SystemError)
    }
  }

  /// The lock, held, of the file that stands at the lock's path now.
  private static func acquire(_ tail: inout Tail, by deadline: Int64) throws(JournalError)
    -> LockFile
  {
    // Whoever deletes and makes the store anew while we wait gives the path another file.
    for _ in 0..<16 {
      let lock = try opened(&tail)
      guard try journaled({ () throws(SystemError) in try lock.acquire(by: deadline) }) else {
        throw busy(tail.layout)
      }
      do throws(SystemError) {
        if let there = try FileStatus.of(tail.layout.lock), there.isSameFile(as: lock.status) {
          if there.size != tail.lockLength { tail.forgetSegment() }
          tail.lockLength = there.size
          return lock
        }
      } catch {
        lock.file.unlock()
        throw JournalError(error)
      }
      lock.file.unlock()
      tail.forget()
    }
    throw busy(tail.layout)
  }

  private static func opened(_ tail: inout Tail) throws(JournalError) -> LockFile {
    if let lock = tail.lock { return lock }
    do throws(SystemError) {
      let creates = !tail.isBeingRemoved
      // What is missing of a folder that stands still is made, as by who opens it now.
      if creates { tail.wasHeld = false }
      let lock = try LockFile(tail.layout.lock, creates: creates)
      tail.lock = lock
      return lock
    } catch {
      if error.number == ErrorNumber.noEntry { throw noStore(tail.layout, error) }
      throw JournalError(error)
    }
  }

  private static func noStore(_ layout: StoreLayout, _ cause: SystemError?) -> JournalError {
    JournalError(
      .noStore, "there is no store at \(layout.root); make one with tlm init",
      systemNumber: cause?.number ?? 0, cause: cause)
  }

  private static func busy(_ layout: StoreLayout) -> JournalError {
    JournalError(
      .busy,
      "another process holds the lock of \(layout.log) past the deadline; nothing was written")
  }
}
