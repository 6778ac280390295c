package import Events
import Folding
package import Journal
package import Lines

/// What does something about events as they come: tells them to somebody, exports them, passes them
/// on.
///
/// ```swift
/// struct Pager: Reactor {
///   let name = "pager"
///   var checkpoint: Position?
///
///   mutating func handle(_ batch: LineBatch) async throws {
///     for index in 0..<batch.count where batch.event(at: index).name == "alert" { try await page() }
///     checkpoint = batch.end
///   }
/// }
/// var pager = Pager(checkpoint: nil)  // nil: what comes from now on
/// try await pager.react(to: log)  // until its task is cancelled
/// ```
/// Who keeps the checkpoint is the reactor's own business. One that keeps it after it has done what
/// it does, does it at least once; one that keeps it before, at most once.
package protocol Reactor {
  /// Tells it from others of its store, in messages and where its checkpoint is kept.
  var name: String { get }

  /// The end of what it is done with, where it goes on; nil for the end of the log as it is when
  /// it begins.
  var checkpoint: Position? { get }

  /// Does what is to be done about the next events, whose times are resolved.
  ///
  /// - Throws: what ends it. Begun anew it gets the same events again, where its checkpoint is
  ///   before them.
  mutating func handle(_ batch: LineBatch) async throws

  /// When it is to be reminded though nothing has come; asked before each sleep. Nil: never.
  var due: ContinuousClock.Instant? { get }

  /// Does what it was to be reminded of, and puts `due` off.
  mutating func remind() async throws
}

/// What a reactor is woken by.
private enum ReactorTurn {
  case batch(LineBatch)
  case due
}

extension Reactor {
  package var due: ContinuousClock.Instant? { nil }
  package mutating func remind() async throws {}

  /// Handles what comes to a log, from the checkpoint on, until the task is cancelled.
  ///
  /// - Parameters:
  ///   - log: what is followed.
  ///   - draining: whether what strangers append is moved into the log as it comes.
  ///   - tail: where it is read, when others of this process follow the same log.
  /// - Throws: what `handle` throws; `JournalError` where the log cannot be read, `truncated` where
  ///   what stood behind the checkpoint was pruned.
  package mutating func react(
    to log: EventLog, draining: Bool = false, by tail: LogTail? = nil
  ) async throws {
    // It comes first: what is appended after the last look wakes it.
    let follower = try LogFollower(log, draining: draining)
    var reader = try BatchReader(
      log, from: checkpoint ?? log.bounds().upperBound, by: tail)
    var generation = follower.generation
    let next = { (due: ContinuousClock.Instant?) throws(JournalError) -> ReactorTurn? in
      if follower.generation != generation {
        // A checkpoint in another store says nothing about this one: all of it is news.
        generation = follower.generation
        reader = BatchReader(log, by: tail)
        reader.skip(to: try log.bounds().lowerBound)
      }
      if let due, due <= .now { return .due }
      return try reader.next().map { .batch($0) }
    }
    while true {
      let due = due
      let look = { () throws(JournalError) -> ReactorTurn? in try next(due) }
      switch try await follower.next(by: { due }, look) {
      case .batch(let batch)?: try await handle(batch)
      case .due?: try await remind()
      case nil: return
      }
    }
  }
}

extension LineBatch {
  /// Where the lines behind it begin: what a reactor is done with.
  package var end: Position { chunk.position.advanced(by: chunk.count) }
}
