import Events
package import Journal
package import Lines
import Synchronization

/// Several threads that read, parse and fold one log: each reads the next chunk and parses it on
/// its own; then whoever finds the next batch in order folds it, and all that follow.
///
/// A thread never sleeps while there is something to parse or to fold, unless the batches that
/// wait for their turn are too many, which bounds memory.
package final class Pipeline<Source: LineSource & ~Copyable, Core: BatchTaking>: Sendable {
  private let source: Mutex<Source>
  private let core: Mutex<Core>
  private let order: Monitor<Order>

  private init(_ core: Core, over source: consuming Source, jobs: Int) {
    self.core = Mutex(core)
    self.source = Mutex(source)
    order = Monitor(Order(limit: jobs * 4))
  }

  /// Shows `core` every batch of `source`, in the order of the log.
  ///
  /// - Throws: `unreadable` when the source fails, after all that was read before; and what the
  ///   core throws, which ends it.
  package static func run(
    _ core: inout Core, over source: consuming Source, jobs: Int
  ) throws(FoldError) {
    let pipeline = Pipeline(core, over: source, jobs: jobs)
    onThreads(jobs) { pipeline.work() }
    core = pipeline.core.withLock { $0 }
    if let failure = pipeline.order.wait(for: { .some($0.failure) }) { throw failure }
  }

  /// What one thread does until the log ends or the fold fails.
  private func work() {
    let parser = LineParser()
    while order.wait(for: \.mayRead), let (ticket, chunk) = next() {
      let batch = parser.parse(chunk)
      fold(from: order.change { $0.deliver(batch, ticket) })
    }
  }

  /// The next chunk with its number in the order of the log.
  private func next() -> (ticket: Int, chunk: LineChunk)? {
    source.withLock { source in
      do throws(FoldError) {
        guard let chunk = try Fold.next(of: &source) else {
          order.change { $0.isAtEnd = true }
          return nil
        }
        return (order.change { $0.nextTicket() }, chunk)
      } catch {
        order.change { $0.fail(error) }
        return nil
      }
    }
  }

  /// Folds while there is a batch whose turn it is.
  private func fold(from first: LineBatch?) {
    var next = first
    while let batch = next {
      let (failure, isAtBound) = core.withLock { core -> (FoldError?, Bool) in
        do throws(FoldError) {
          try core.take(batch)
          return (nil, core.isAtBound)
        } catch {
          return (error, false)
        }
      }
      next = order.change { order in
        if let failure { order.fail(failure) }
        // What was read beyond a bound is thrown away, however many threads read ahead.
        if isAtBound { order.isAtEnd = true }
        return order.finishTurn()
      }
    }
  }
}

/// What takes the batches of a log in, one after the other.
package protocol BatchTaking: Sendable {
  /// Whether it wants no more of them.
  var isAtBound: Bool { get }

  /// Takes the next batch, whose times are not resolved.
  mutating func take(_ batch: LineBatch) throws(FoldError)
}

/// Whose turn it is. At most one thread folds at a time, and it folds in the order of tickets.
private struct Order {
  /// Chunks that may be on their way between being read and being folded.
  let limit: Int
  var isAtEnd = false
  private(set) var failure: FoldError?
  private var read = 0
  private var folded = 0
  private var waiting: [Int: LineBatch] = [:]
  private var isFolding = false

  init(limit: Int) { self.limit = limit }

  /// Whether a thread may go on reading; nil while it has to wait for batches to be folded.
  var mayRead: Bool? {
    if isAtEnd || failure != nil { return false }
    return read - folded < limit ? true : nil
  }

  mutating func nextTicket() -> Int {
    defer { read += 1 }
    return read
  }

  /// Takes a parsed batch; returns the batch to fold now, if it is for the caller to fold.
  mutating func deliver(_ batch: LineBatch, _ ticket: Int) -> LineBatch? {
    waiting[ticket] = batch
    return isFolding ? nil : takeTurn()
  }

  /// Ends the caller's turn; returns the next batch if that has arrived.
  mutating func finishTurn() -> LineBatch? {
    folded += 1
    return takeTurn()
  }

  /// Remembers why to stop. What was read before the log became unreadable is still folded, as
  /// one thread would have done it; a handler that fails there comes first.
  mutating func fail(_ error: FoldError) {
    if failure == nil || error.code == .handlerFailed { failure = error }
  }

  private mutating func takeTurn() -> LineBatch? {
    let batch = failure?.code == .handlerFailed ? nil : waiting.removeValue(forKey: folded)
    isFolding = batch != nil
    return batch
  }
}
