import Archives
import SystemCalls

/// Makes what a prune left of lines anew, once some of those were blanked in the archive.
///
/// The archived segments are put back in front of the log, states are folded again from its very beginning,
/// and the segments go again, with a new base. Whoever dies in between leaves a log with more lines than
/// it needs and nothing that is wrong; `log/REBASING` says that it is not over.
struct Rebasing {
  let store: Store

  private var log: EventLog { store.log }

  /// Does it, where it can be done.
  ///
  /// - Parameter cut: of the prune.
  /// - Returns: why not, in a sentence; nil where it was.
  func run(_ cut: Position) throws -> String? {
    // One that was begun on the way here is finished; nothing else is as large.
    if try log.unfinishedPrune() != nil {
      var rest = Store.PruneRequest(PruneRules(maxSize: .max))
      rest.provesLog = false
      _ = try store.prune(rest)
    }
    let reason = try attempt(cut)
    if reason == nil {
      try log.raiseEdition()
      try store.session.dropViewsIfThere(timeout: .seconds(10))
    }
    try log.setRebasing(nil)
    return reason
  }

  private func attempt(_ cut: Position) throws -> String? {
    let first = try log.bounds().lowerBound
    let segments = try store.archive.segments().filter { $0.base < cut }
    guard first <= cut, let last = segments.last, let bytes = last.bytes else {
      return stays(cut, "the archive has not all lines before it")
    }
    let (known, unknown) = try BaseProjections.all(at: cut, of: log, in: store.catalog.projections)
    guard unknown.isEmpty else {
      return stays(cut, "this program has no projection \(unknown.joined(separator: ", "))")
    }
    if first > .start {
      var end = Position.start
      for segment in segments where segment.base == end { end = segment.end ?? end }
      guard end >= first else { return stays(cut, "the archive has not all lines before it") }
      _ = try store.restoreArchive()
    }
    _ = try store.rebuild(known)
    return try pruneAgain(cut, slack: bytes / 2)
  }

  /// Takes as many segments as before, however much is appended meanwhile.
  private func pruneAgain(_ cut: Position, slack: Int64) throws -> String? {
    var rules = PruneRules()
    rules.maxSize = try log.bounds().upperBound.rawValue - cut.rawValue + slack
    var request = Store.PruneRequest(rules)
    request.isArchiving = true
    // What was put back is blanked, and no seal of it is there any more that could say so.
    request.provesLog = false
    do { _ = try store.prune(request) } catch let error as PruneError {
      return "the log begins at 0 again, and the next tlm prune --archive takes what was put back: "
        + error.message
    }
    return nil
  }

  private func stays(_ cut: Position, _ why: String) -> String {
    "what was folded of lines that were pruned stays in log/*.base, as \(why): remove the file that "
      + "stands for the lines before \(cut) to go on without their history"
  }
}
