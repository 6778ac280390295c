import Dispatch
import Events
package import Journal
import SystemCalls

/// Appends of many requests as few batches: what waits while one batch goes to the disk is the next
/// one, so that a sync is shared by all who came meanwhile. Nobody gets a receipt before the disk has
/// confirmed its lines.
package final class GroupedAppends: Sendable {
  private typealias Outcome = Result<Receipt, JournalError>

  private struct Waiting {
    let lines: [UInt8]
    let answer: @Sendable (Outcome) -> Void
  }

  private struct State {
    var waiting: [Waiting] = []
    var bytes = 0
    var isRunning = false
  }

  private let log: EventLog
  private let state = Guarded(State())
  private let queue = DispatchQueue(label: "tlm.append")

  package init(to log: EventLog) { self.log = log }

  /// Bytes that wait at most; more is for later.
  package static let room = 64 << 20
  /// Bytes of one batch, unless one request alone has more.
  private static let batch = 8 << 20
  /// How long to wait for the log's lock.
  package static let timeout = Duration.seconds(10)

  /// Appends whole lines, all of them or none, and returns once they survive a power loss.
  ///
  /// - Throws: `JournalError`, `busy` where too much waits already.
  package func append(lines: [UInt8]) async throws -> Receipt {
    try check(lines)
    return try await withCheckedThrowingContinuation { answer in
      add(lines) { answer.resume(with: $0) }
    }
  }

  /// The same for who has a thread to wait on.
  ///
  /// - Throws: as the other.
  package func appendNow(lines: [UInt8]) throws(JournalError) -> Receipt {
    try check(lines)
    let (done, outcome) = (DispatchSemaphore(value: 0), Guarded<Outcome?>(nil))
    add(lines) { result in
      outcome.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    guard let result = outcome.withLock({ $0 }) else { preconditionFailure("nobody answered") }
    return try result.get()
  }

  private func add(_ lines: [UInt8], _ answer: @escaping @Sendable (Outcome) -> Void) {
    let (isIn, starts) = state.withLock { state in
      guard state.bytes == 0 || state.bytes + lines.count <= Self.room else {
        return (false, false)
      }
      state.waiting.append(Waiting(lines: lines, answer: answer))
      state.bytes += lines.count
      defer { state.isRunning = true }
      return (true, !state.isRunning)
    }
    if starts { queue.async { [self] in run() } }
    if isIn { return }
    answer(
      .failure(
        JournalError(
          .busy,
          "more waits for the disk than this server holds; nothing was written: send it again"
        )))
  }

  private func check(_ lines: [UInt8]) throws(JournalError) {
    try LineLength.check(lines, limit: log.options.lineLimit)
  }

  private func run() {
    while let batch = next() {
      write(batch)
      state.withLock { $0.bytes -= batch.reduce(0) { $0 + $1.lines.count } }
    }
  }

  private func next() -> [Waiting]? {
    state.withLock { state in
      var (count, bytes) = (0, 0)
      for waiting in state.waiting {
        if count > 0, bytes + waiting.lines.count > Self.batch { break }
        (count, bytes) = (count + 1, bytes + waiting.lines.count)
      }
      guard count > 0 else {
        state.isRunning = false
        return nil
      }
      defer { state.waiting.removeFirst(count) }
      return Array(state.waiting.prefix(count))
    }
  }

  private func write(_ batch: [Waiting]) {
    do throws(JournalError) {
      let receipt = try log.append(
        lines: batch.flatMap(\.lines), durability: .synced, timeout: Self.timeout)
      var start = receipt.position
      for waiting in batch {
        let end = start.advanced(by: waiting.lines.count)
        waiting.answer(
          .success(
            Receipt(
              position: start, end: end, lines: Newlines.count(in: waiting.lines.span),
              durability: receipt.durability)))
        start = end
      }
    } catch { refuse(batch, error) }
  }

  /// Tells each request what became of its own lines.
  private func refuse(_ batch: [Waiting], _ error: JournalError) {
    // Where there is no room for all there may be for some.
    if error.code == .full, batch.count > 1 { return batch.forEach { write([$0]) } }
    var lines = 0
    for waiting in batch {
      let isOut = error.code == .partlyWritten && lines >= error.wholeLines
      lines += Newlines.count(in: waiting.lines.span)
      waiting.answer(
        .failure(
          isOut
            ? JournalError(
              .full, "the disk failed before this; nothing of it was written", cause: error)
            : error))
    }
  }
}
