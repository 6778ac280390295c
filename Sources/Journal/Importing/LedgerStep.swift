package import Events
import SystemCalls

/// What came of an attempt to bring lines into a log behind their marker.
package enum LedgerStep<Run: Sendable>: Sendable {
  /// They are in the log; and what others brought since.
  case written(Run, others: [Run], through: Position)
  /// Somebody else brought what stands in their way: look again where to go on.
  case overtaken([Run], through: Position)
}

extension EventLog {
  /// Writes a run, unless somebody else has brought what stands in its way.
  ///
  /// - Parameters:
  ///   - through: up to where whoever asks knows what was brought.
  ///   - timeout: how long to wait for the lock.
  ///   - isInTheWay: whether a run of somebody else is.
  ///   - write: is called with the lock held, for the log's end.
  func bring<Run: MarkedRun>(
    knowing through: Position, timeout: Duration, unless isInTheWay: (Run) -> Bool,
    _ write: (inout Tail, Position) throws(JournalError) -> Run
  ) throws(JournalError) -> LedgerStep<Run> {
    // Nobody else should have to wait for it.
    let before = try journaled { () throws(SystemError) in
      let search = ImportSearch(layout: layout)
      let settled = try search.settled(from: through)
      return (runs: try search.runs(of: Run.self, from: through, to: settled), through: settled)
    }
    let deadline = SystemCalls.deadline(after: timeout)
    let step: LedgerStep<Run> = try writer.value.withLock(by: deadline) {
      tail throws(JournalError) in
      let end = try journaled { () throws(SystemError) in try tail.end() }
      let search = ImportSearch(layout: tail.layout)
      let others = try journaled { () throws(SystemError) in
        end > before.through
          ? try before.runs + search.runs(of: Run.self, from: before.through, to: end)
          : before.runs
      }
      if others.contains(where: isInTheWay) { return .overtaken(others, through: end) }
      let run = try write(&tail, end)
      return .written(run, others: others, through: run.extent.end)
    }
    sealIfFull()
    return step
  }
}
