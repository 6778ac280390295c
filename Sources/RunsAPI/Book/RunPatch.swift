import Analysis
import Events
import Server
import TLM

/// A change of a run as the API makes it: whatever others do at the same moment, it is made of what is
/// there.
struct RunPatch: Sendable {
  let id: String
  let change: RunChange
  /// The ETags that it is for; nil: whatever is there.
  let tags: EntityTags?

  /// What came of it.
  struct Outcome: Sendable {
    let runID: String
    let tag: String?
  }

  /// How often others may be faster.
  private static let attempts = 32

  /// - Throws: `RunsError` where there is no such run, or it is another one than was meant.
  func make(_ desk: RunsDesk) throws -> Outcome {
    let key = Label(id)
    for _ in 0..<Self.attempts {
      // What is recorded behind it may be seen, and is held against the change all the same.
      let end = try desk.store.log.bounds().upperBound
      guard try desk.book.has(key), let row = try desk.store.runs(under: [key])[key] else {
        throw RunsError.unknown(id)
      }
      if let tags, !tags.contain(RunObject(key, row).tag) {
        throw RunsError(
          412, "the run has changed since it was read; read it again, and decide anew")
      }
      let run = RunRecord(key, row)
      if try append(to: run, after: end, desk) {
        return Outcome(runID: run.id, tag: try desk.book.object(key)?.tag)
      }
    }
    throw RunsError(
      503, "others change this run again and again; nothing was written: send it again")
  }

  /// False where something was recorded of the run meanwhile.
  private func append(to run: RunRecord, after end: Position, _ desk: RunsDesk) throws -> Bool {
    let event = change.event(of: run, at: .current, NewRun.remarks(on: change.fields))
    let lines = try desk.prepared([event])
    do throws(AppendError) {
      try desk.store.log.append(
        lines: lines, onlyIf: run.isUntouched(from: end), key: nil, durability: .synced,
        timeout: GroupedAppends.timeout)
      return true
    } catch {
      if error.isConflict { return false }
      throw error
    }
  }
}
